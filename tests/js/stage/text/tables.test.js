import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_TABLE_ROWS, MAX_PRINTED_ROWS, tables, tablesOf } from "../../../../static/js/stage/text/tables.js";
import { number } from "../../../../static/js/language/number.js";
import { prose } from "../../../../static/js/stage/text/prose.js";
import { forSample, valueAt } from "../../../../static/js/network/address.js";
import { lettersOf, wordsIn } from "../../../../static/js/language/letters.js";
import { words } from "../../answers.js";
import { all, textOf } from "../../pictures.js";
import { page, pageOf, sized } from "../../pages.js";

const ANSWERS = ["lecture", "softmax-batch", "dead-relu-frozen", "saturated"];
const buttons = (marks) => all(marks, (mark) => mark.attrs["data-choose"]);
const shown = (marks) => Object.fromEntries(buttons(marks).map((mark) => [mark.attrs["data-choose"], textOf(mark)]));
const table = (of, name) => tablesOf(of).find((one) => one.name === name);

test("at the end every number that a step writes stands in the tables, as it is", () => {
  for (const name of ANSWERS) {
    const end = page(name, { at: page(name).answer.trace.steps.length });
    const { problem, trace } = end.answer;
    const found = shown(tables(end));
    const soft = problem.layers.map(({ activation }) => activation === "softmax");
    const written = trace.steps
      .flatMap(({ writes }) => writes)
      .filter((address) => {
        const [quantity, layer] = address.split("@")[0].split(".");
        const aside = quantity === "da_dz" && soft[layer - 1];
        return !aside && !(problem.x.length === 1 && /^(L|dL_d[wb])$/.test(quantity));
      });
    assert.ok(written.length > 20, name);
    for (const address of written)
      assert.equal(found[address], number(valueAt(address, problem, trace)), `${name}: ${address}`);
  }
});

test("what is not computed yet is a dash that says so, and what is given is there from the beginning", () => {
  const start = buttons(tables(page("lecture", { at: 0 })));
  const given = start.filter((mark) => /^[xtwb]\./.test(mark.attrs["data-choose"]));
  const waiting = start.filter((mark) => !given.includes(mark));
  assert.equal(given.length, 2 + 2 + 12 + 6);
  for (const mark of given) assert.notEqual(textOf(mark), "–");
  for (const mark of waiting) {
    assert.equal(textOf(mark), "–");
    assert.match(mark.attrs["aria-label"], /, not computed yet$/);
    assert.equal(mark.attrs.title, null);
  }
  assert.equal(shown(tables(page("lecture", { at: 1 })))["z.1.0"], "4");
});

test("what comes along a wire is known when the number before it is, and is the product", () => {
  const carried = (moment) => table(page("lecture", { at: moment }), "wires").rows.map(({ cells }) => cells[1].text);
  assert.deepEqual(carried(0).slice(0, 5), ["1", "2", "−1", "−1", "–"]);
  const { problem, trace } = page().answer;
  assert.equal(carried(63)[4], number(trace.layers[0].a[0][0] * problem.layers[1].W[0][0]));
});

test("each table has a caption, and each row and column a head with its scope", () => {
  for (const mark of all(tables(page("lecture", { at: 63 })), ({ tag }) => tag === "table")) {
    const caption = mark.children[0];
    assert.equal(caption.tag, "caption");
    assert.ok(textOf(caption));
    const [head] = all([mark], ({ tag }) => tag === "thead");
    const columns = all([head], ({ tag }) => tag === "th");
    assert.ok(columns.every(({ attrs }) => attrs.scope === "col"));
    const [body] = all([mark], ({ tag }) => tag === "tbody");
    for (const row of body.children) {
      assert.equal(row.children.length, columns.length);
      assert.ok(row.children.some(({ tag, attrs }) => tag === "th" && attrs.scope === "row"));
    }
  }
});

test("the told sample's numbers are listed, with the sums over all samples beside them", () => {
  const { problem, trace } = page("softmax-batch").answer;
  const second = pageOf({ problem, trace, sample: 1 }, { at: trace.steps.length });
  const found = shown(tables(second));
  assert.equal(found["x.0@1"], number(problem.x[1][0]));
  assert.equal(found["x.0"], undefined);
  assert.equal(found["dL_dw.1.0.0"], number(trace.layers[0].dL_dW[0][0]));
  assert.ok("L" in found && "l@1" in found);
});

test("a frozen parameter has no new value, and that is said instead of a dash", () => {
  const frozen = tables(page("dead-relu-frozen", { at: 1 }));
  const cells = all(frozen, ({ tag }) => tag === "td").map(textOf);
  assert.ok(cells.includes("frozen"));
  assert.equal(
    all(tables(page("lecture")), ({ tag }) => tag === "td")
      .map(textOf)
      .includes("frozen"),
    false,
  );
});

test("rows beyond two hundred are counted, not listed", () => {
  const wide = pageOf(sized([15, 16, 2]));
  const wires = table(wide, "wires");
  assert.equal(MAX_TABLE_ROWS, 200);
  assert.deepEqual([wires.rows.length, wires.count], [200, 15 * 16 + 16 * 2]);
  assert.ok(
    tables(wide)
      .map(textOf)
      .some((text) => text.includes("72 more rows are not listed.")),
  );
});

test("on paper more rows are listed, and where they are cut those with the largest gradients stay", () => {
  const some = pageOf(sized([15, 16, 2]), { printing: true });
  assert.equal(table(some, "wires").rows.length, 15 * 16 + 16 * 2);
  assert.ok(tables(some).every((mark) => !textOf(mark).includes("not listed")));
  const large = pageOf(sized([40, 30, 4]), { printing: true, at: 1e9 });
  const { problem, trace } = large.answer;
  const { rows, count } = table(large, "wires");
  assert.deepEqual([rows.length, count], [MAX_PRINTED_ROWS, 40 * 30 + 30 * 4]);
  const size = (address) => Math.abs(Number(valueAt(address, problem, trace)));
  const sizes = rows.map(({ cells }) => size(cells[2]));
  assert.deepEqual(
    sizes,
    [...sizes].sort((one, other) => other - one),
  );
  const listed = new Set(rows.map(({ cells }) => cells[2]));
  const left = problem.layers
    .flatMap(({ W }, l) => W.flatMap((row, i) => row.map((_, j) => `dl_dw.${l + 1}.${i}.${j}`)))
    .filter((address) => !listed.has(address));
  assert.equal(left.length, 320);
  assert.ok(Math.max(...left.map(size)) <= sizes.at(-1));
  assert.ok(
    tables(large)
      .map(textOf)
      .some((text) => text.includes("The 1000 rows with the largest |∂l/∂w| are listed; 320 more are not.")),
  );
  const start = pageOf(sized([40, 30, 4]), { printing: true });
  assert.ok(
    tables(start)
      .map(textOf)
      .some((text) => text.includes("with the largest |w| are listed")),
    "before the gradients are known",
  );
});

test("a long table stands in two columns on paper, and only there", () => {
  const paired = (patch) =>
    tables(pageOf(sized([15, 16, 2]), patch))
      .flatMap((mark) => all([mark], ({ attrs }) => / paired/.test(attrs.class ?? "")))
      .map(({ key }) => key);
  assert.deepEqual(paired({ printing: true }), ["wires"]);
  assert.deepEqual(paired({}), []);
});

test("the columns bear the letters of the notation", () => {
  for (const notation of ["lecture", "delta", "matrix", "index"]) {
    const columns = table(page("lecture", { notation, t: wordsIn(words("en"), notation) }), "neurons").columns;
    const letters = lettersOf(notation);
    for (const quantity of ["_z", "_a", "_dl_dz", "_dl_db", "_b_new"])
      assert.ok(columns.includes(letters[quantity]), `${notation} ${quantity}`);
  }
  assert.ok(table(page("lecture", { notation: "delta" }), "neurons").columns.includes("δ"));
  assert.ok(table(page(), "neurons").columns.includes("gain σ′(z)"));
});

test("what the present step writes stands out, and so does what is chosen", () => {
  const marks = tables(page("lecture", { at: 20, chosen: "w.1.0.0" }));
  const of = (name) =>
    buttons(marks)
      .filter(({ attrs }) => attrs.class.split(" ").includes(name))
      .map(({ attrs }) => attrs["data-choose"]);
  assert.deepEqual(of("fresh"), [forSample("dl_dz.2.0", 0)]);
  assert.deepEqual(of("chosen"), ["w.1.0.0"]);
});

test("before there is an answer there are no tables", () => {
  assert.deepEqual(tables(page("lecture", { answer: null })), []);
});

test("a pass that is told by whole layers fills a whole layer at once", () => {
  const { problem, trace } = page().answer;
  const steps = [{ phase: "forward", layer: 1, neuron: null, quantity: "z", writes: ["z.1"], reads: [] }];
  const large = pageOf({ problem, trace: { ...trace, steps, layer_steps: steps } }, { at: 1 });
  const marks = tables(large);
  assert.deepEqual(
    ["z.1.0", "z.1.1", "z.2.0"].map((address) => shown(marks)[address]),
    ["4", "−2", "–"],
  );
  assert.deepEqual(
    buttons(marks)
      .filter(({ attrs }) => attrs.class.includes("fresh"))
      .map(({ attrs }) => attrs["data-choose"]),
    ["z.1.0", "z.1.1"],
  );
  const [item] = all(prose(large), ({ tag }) => tag === "li");
  assert.equal(textOf(item.children[0]), "layer 1");
});
