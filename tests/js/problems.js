/** Networks that the tests speak about, and random ones that come out the same in every run. */

/** The lecture's 2-2-2-2 sigmoid network at (1, −1), target (1, 0). */
export const lecture = () => ({
  layers: [
    {
      W: [
        [1, -2],
        [-1, 1],
      ],
      b: [1, 0],
      activation: "sigmoid",
    },
    {
      W: [
        [2, -1],
        [-2, -1],
      ],
      b: [0, 0],
      activation: "sigmoid",
    },
    {
      W: [
        [3, -1],
        [-1, 4],
      ],
      b: [-2, 2],
      activation: "sigmoid",
    },
  ],
  loss: "half_squared_error",
  reduction: "sum",
  x: [[1, -1]],
  target: [[1, 0]],
  learning_rate: 0.5,
});

/** A published 2-2-1 homework; with `dead` its second hidden neuron lets nothing through. */
export const reluHomework = ({ dead = false } = {}) => ({
  layers: [
    {
      W: [
        [0.6, 0.8],
        [0.3, 0.4],
      ],
      b: dead ? [0.2, -1] : [0.2, 0.1],
      activation: "relu",
    },
    { W: [[0.6, -0.2]], b: [0.1], activation: "relu" },
  ],
  loss: "half_squared_error",
  reduction: "sum",
  x: [[1.2, 0.5]],
  target: [[1]],
  learning_rate: 0.1,
});

/** Three classes, three samples. */
export const softmaxBatch = () => ({
  layers: [
    {
      W: [
        [1, 0.5],
        [-0.5, 1],
        [0, -1],
      ],
      b: [0.1, 0, -0.1],
      activation: "softmax",
    },
  ],
  loss: "cross_entropy",
  reduction: "mean",
  x: [
    [1, 2],
    [0, -1],
    [0.5, 0.25],
  ],
  target: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  learning_rate: 0.1,
});

/** Numbers in [0, 1), the same for the same seed. */
export { seeded as random } from "../../static/js/network/seeded.js";

/** A float64 of any magnitude and sign, now and then a special one that is still finite. */
export function anyNumber(next) {
  const special = [0, -0, 5e-324, -5e-324, 1.7976931348623157e308, 2 ** 53 + 2, 0.1, 1 / 3, 1e21, 1e-7];
  if (next() < 0.15) return special[Math.floor(next() * special.length)];
  return (next() - 0.5) * 10 ** Math.floor(next() * 40 - 20);
}

/** A network of 1–4 layers of 1–6 neurons with 1–3 samples. */
export function anyProblem(next, { number = () => (next() - 0.5) * 4 } = {}) {
  const upTo = (count) => 1 + Math.floor(next() * count);
  const pick = (choices) => choices[Math.floor(next() * choices.length)];
  const sizes = Array.from({ length: upTo(4) + 1 }, () => upTo(6));
  const rows = (count, width) => Array.from({ length: count }, () => Array.from({ length: width }, number));
  const samples = upTo(3);
  return {
    layers: sizes
      .slice(1)
      .map((size, l) => ({
        W: rows(size, sizes[l]),
        b: rows(1, size)[0],
        activation: pick(["identity", "sigmoid", "tanh", "relu", "softmax"]),
        ...(next() < 0.3 ? { frozen: pick([["W"], ["b"], ["W", "b"]]) } : {}),
      })),
    loss: pick(["half_squared_error", "squared_error", "mean_squared_error", "absolute_error"]),
    reduction: pick(["sum", "mean"]),
    x: rows(samples, sizes[0]),
    target: rows(samples, sizes[sizes.length - 1]),
    learning_rate: next(),
  };
}
