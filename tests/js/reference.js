/**
 * A second, slow reading of the contract for the tests: both passes and their steps for a small network, written from
 * the formulas and not from the engine. With it a test can make any network, trace it, and ask the page's modules.
 */

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

const ACTIVATIONS = {
  identity: { f: (z) => z, slope: () => 1 },
  sigmoid: { f: sigmoid, slope: (z) => sigmoid(z) * sigmoid(-z) },
  tanh: { f: Math.tanh, slope: (z) => 1 / Math.cosh(z) ** 2 },
  relu: { f: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
};

const LOSSES = {
  half_squared_error: {
    l: (y, t) => y.reduce((sum, one, i) => sum + (one - t[i]) ** 2 / 2, 0),
    slope: (y, t) => y.map((one, i) => one - t[i]),
  },
  squared_error: {
    l: (y, t) => y.reduce((sum, one, i) => sum + (one - t[i]) ** 2, 0),
    slope: (y, t) => y.map((one, i) => 2 * (one - t[i])),
  },
  mean_squared_error: {
    l: (y, t) => y.reduce((sum, one, i) => sum + (one - t[i]) ** 2, 0) / y.length,
    slope: (y, t) => y.map((one, i) => (2 * (one - t[i])) / y.length),
  },
  absolute_error: {
    l: (y, t) => y.reduce((sum, one, i) => sum + Math.abs(one - t[i]), 0),
    slope: (y, t) => y.map((one, i) => Math.sign(one - t[i])),
  },
  cross_entropy: {
    l: (y, t) => -y.reduce((sum, one, i) => sum + t[i] * Math.log(one), 0),
    slope: (y, t) => y.map((one, i) => -t[i] / one),
  },
};

const dot = (one, other) => one.reduce((sum, value, index) => sum + value * other[index], 0);

function forward(layers, x) {
  let input = x;
  return layers.map(({ W, b, activation }) => {
    const z = W.map((row, i) => dot(row, input) + b[i]);
    let a;
    let da_dz;
    if (activation === "softmax") {
      const exps = z.map((one) => Math.exp(one - Math.max(...z)));
      const sum = exps.reduce((one, other) => one + other, 0);
      a = exps.map((one) => one / sum);
      da_dz = a.map((one, i) => a.map((other, k) => one * ((i === k ? 1 : 0) - other)));
    } else {
      a = z.map(ACTIVATIONS[activation].f);
      da_dz = z.map(ACTIVATIONS[activation].slope);
    }
    const made = { input, z, a, da_dz };
    input = a;
    return made;
  });
}

function backward(layers, there, loss, t) {
  const back = [];
  let dl_da = LOSSES[loss].slope(there[there.length - 1].a, t);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { da_dz } = there[l];
    const signal = dl_da;
    const dl_dz = signal.map((one, i) =>
      Array.isArray(da_dz[i])
        ? dot(
            da_dz.map((row) => row[i]),
            signal,
          )
        : da_dz[i] * one,
    );
    back[l] = { dl_da, dl_dz };
    dl_da = layers[l].W[0].map((_, j) =>
      dot(
        layers[l].W.map((row) => row[j]),
        dl_dz,
      ),
    );
  }
  return { back, dl_dx: dl_da };
}

/** The answer of POST /api/trace with its steps. */
export function trace(problem, { sample = 0, perSample = false } = {}) {
  const { layers, loss, reduction, x, target, learning_rate } = problem;
  const share = reduction === "mean" ? 1 / x.length : 1;
  const there = x.map((row) => forward(layers, row));
  const backs = x.map((_, n) => backward(layers, there[n], loss, target[n]));
  const l = x.map((_, n) => LOSSES[loss].l(there[n][layers.length - 1].a, target[n]));
  const total = (each) => each.reduce((one, other) => one + other, 0) * share;
  const traced = layers.map(({ W, activation }, index) => {
    const dl_dW = x.map((_, n) =>
      backs[n].back[index].dl_dz.map((delta) => there[n][index].input.map((a) => a * delta)),
    );
    const dl_dz = x.map((_, n) => backs[n].back[index].dl_dz);
    return {
      layer: index + 1,
      activation,
      z: there.map((one) => one[index].z),
      a: there.map((one) => one[index].a),
      da_dz: there.map((one) => one[index].da_dz),
      dl_da: backs.map((one) => one.back[index].dl_da),
      dl_dz,
      dL_dW: W.map((row, i) => row.map((_, j) => total(dl_dW.map((one) => one[i][j])))),
      dL_db: W.map((_, i) => total(dl_dz.map((one) => one[i]))),
      ...(perSample ? { dl_dW, dl_db: dl_dz.map((row) => [...row]) } : {}),
    };
  });
  const renewed = layers.map(({ W, b, activation, frozen = [] }, index) => ({
    W: frozen.includes("W") ? W : W.map((row, i) => row.map((w, j) => w - learning_rate * traced[index].dL_dW[i][j])),
    b: frozen.includes("b") ? b : b.map((one, i) => one - learning_rate * traced[index].dL_db[i]),
    activation,
  }));
  const l_after = x.map((row, n) => LOSSES[loss].l(forward(renewed, row)[layers.length - 1].a, target[n]));
  return {
    loss,
    reduction,
    l,
    L: total(l),
    input: { x, dl_dx: backs.map(({ dl_dx }) => dl_dx) },
    layers: traced,
    steps: steps(problem, sample),
    update: {
      learning_rate,
      layers: renewed.map(({ W, b }, index) => ({ layer: index + 1, W_new: W, b_new: b })),
      l_after,
      L_before: total(l),
      L_after: total(l_after),
    },
    nonfinite: null,
  };
}

/** The steps in the order of the contract. */
function steps({ layers, x }, sample) {
  const s = sample ? `@${sample}` : "";
  const others = x
    .map((_, n) => n)
    .filter((n) => n !== sample)
    .map((n) => (n ? `@${n}` : ""));
  const sizes = [x[0].length, ...layers.map(({ b }) => b.length)];
  const range = (count) => Array.from({ length: count }, (_, i) => i);
  const input = (l, j) => (l === 1 ? `x.${j}${s}` : `a.${l - 1}.${j}${s}`);
  const last = layers.length;
  const told = [];
  const tell = (phase, layer, neuron, quantity, writes, reads, source) =>
    told.push({ phase, layer, neuron, quantity, writes, reads, ...(source === undefined ? {} : { source }) });
  const numbers = range(last).map((l) => l + 1);
  const sentBack = (l, i) => range(sizes[l + 1]).flatMap((k) => [`w.${l + 1}.${k}.${i}`, `dl_dz.${l + 1}.${k}${s}`]);
  for (const l of numbers) {
    const soft = layers[l - 1].activation === "softmax";
    const all = range(sizes[l]);
    for (const i of all)
      tell(
        "forward",
        l,
        i,
        "z",
        [`z.${l}.${i}${s}`],
        [`b.${l}.${i}`, ...range(sizes[l - 1]).flatMap((j) => [`w.${l}.${i}.${j}`, input(l, j)])],
      );
    for (const i of all) {
      const gains = soft ? all.map((k) => `da_dz.${l}.${i}.${k}${s}`) : [`da_dz.${l}.${i}${s}`];
      tell(
        "forward",
        l,
        i,
        "a",
        [`a.${l}.${i}${s}`, ...gains],
        (soft ? all : [i]).map((k) => `z.${l}.${k}${s}`),
      );
    }
  }
  const outputs = range(sizes[last]);
  tell(
    "loss",
    last,
    null,
    "l",
    [`l${s}`, "L"],
    [
      ...outputs.map((i) => `a.${last}.${i}${s}`),
      ...outputs.map((i) => `t.${i}${s}`),
      ...others.map((one) => `l${one}`),
    ],
  );
  for (const l of numbers.toReversed()) {
    const soft = layers[l - 1].activation === "softmax";
    const all = range(sizes[l]);
    for (const i of all)
      tell(
        "backward",
        l,
        i,
        "dl_da",
        [`dl_da.${l}.${i}${s}`],
        l === last ? [`a.${l}.${i}${s}`, `t.${i}${s}`] : sentBack(l, i),
      );
    for (const i of all) {
      const reads = soft
        ? [...all.map((k) => `da_dz.${l}.${k}.${i}${s}`), ...all.map((k) => `dl_da.${l}.${k}${s}`)]
        : [`da_dz.${l}.${i}${s}`, `dl_da.${l}.${i}${s}`];
      tell("backward", l, i, "dl_dz", [`dl_dz.${l}.${i}${s}`], reads);
    }
  }
  for (const j of range(sizes[0])) tell("backward", 0, j, "dl_dx", [`dl_dx.${j}${s}`], sentBack(0, j));
  for (const l of numbers) {
    for (const i of range(sizes[l])) {
      const delta = `dl_dz.${l}.${i}${s}`;
      for (const j of range(sizes[l - 1])) {
        const place = `${l}.${i}.${j}`;
        tell(
          "gradient",
          l,
          i,
          "dl_dw",
          [`dl_dw.${place}${s}`, `dL_dw.${place}`],
          [input(l, j), delta, ...others.map((one) => `dl_dw.${place}${one}`)],
          j,
        );
      }
      tell(
        "gradient",
        l,
        i,
        "dl_db",
        [`dl_db.${l}.${i}${s}`, `dL_db.${l}.${i}`],
        [delta, ...others.map((one) => `dl_db.${l}.${i}${one}`)],
      );
    }
  }
  for (const l of numbers) {
    const { frozen = [] } = layers[l - 1];
    for (const i of range(sizes[l])) {
      if (!frozen.includes("W"))
        for (const j of range(sizes[l - 1]))
          tell("update", l, i, "w_new", [`w_new.${l}.${i}.${j}`], [`w.${l}.${i}.${j}`, `dL_dw.${l}.${i}.${j}`], j);
      if (!frozen.includes("b")) tell("update", l, i, "b_new", [`b_new.${l}.${i}`], [`b.${l}.${i}`, `dL_db.${l}.${i}`]);
    }
  }
  return told;
}

/** Every number that a step may write, replaced in place: the tests look for what leaks before its time. */
export function overwrite(traced, address, value) {
  const [path, sample = 0] = address.split("@");
  const [quantity, ...indices] = path.split(".");
  const [layer, i, j] = indices.map(Number);
  const of = traced.layers[layer - 1];
  const renewed = traced.update?.layers[layer - 1];
  switch (quantity) {
    case "l":
      return void (traced.l[sample] = value);
    case "L":
      return void (traced.L = value);
    case "dl_dx":
      return void (traced.input.dl_dx[sample][layer] = value);
    case "dl_dw":
      return void (of.dl_dW[sample][i][j] = value);
    case "dL_dw":
      return void (of.dL_dW[i][j] = value);
    case "dL_db":
      return void (of.dL_db[i] = value);
    case "w_new":
      return void (renewed.W_new[i][j] = value);
    case "b_new":
      return void (renewed.b_new[i] = value);
    case "da_dz":
      return void (j === undefined ? (of.da_dz[sample][i] = value) : (of.da_dz[sample][i][j] = value));
    default:
      return void (of[quantity][sample][i] = value);
  }
}
