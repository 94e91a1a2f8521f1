/** What single keys do in Explore, in the order in which the help lists them. */

/** @type {import("../screen.js").Key[]} */
export const KEYS = [
  { shown: ["Space"], words: "page.keys.play", does: { " ": ["play", ""] } },
  {
    shown: ["→", "←", ".", ","],
    words: "page.keys.step",
    does: { ArrowRight: ["on", ""], ".": ["on", ""], ArrowLeft: ["back", ""], ",": ["back", ""] },
  },
  { shown: ["Q"], words: "page.keys.ask", does: { q: ["ask", ""], Q: ["ask", ""], Enter: ["ask-reveal", ""] } },
  { shown: ["Home", "End"], words: "page.keys.ends", does: { Home: ["start", ""], End: ["end", ""] } },
  {
    shown: ["1", "2", "3", "4", "5"],
    words: "page.keys.grain",
    does: {
      1: ["grain", "phase"],
      2: ["grain", "layer"],
      3: ["grain", "neuron"],
      4: ["grain", "operation"],
      5: ["grain", "guided"],
    },
  },
  {
    shown: ["+", "−"],
    words: "page.keys.speed",
    does: { "+": ["faster", ""], "=": ["faster", ""], "-": ["slower", ""], "−": ["slower", ""] },
  },
  { shown: ["V"], words: "page.keys.view", does: { v: ["next-view", ""], V: ["next-view", ""] } },
  { shown: ["W"], words: "page.keys.push", does: { w: ["push", ""], W: ["push", ""] } },
  {
    shown: ["Z", "Shift+Z", "0"],
    words: "page.keys.zoom",
    does: { z: ["zoom", "1.25"], Z: ["zoom", "0.8"], 0: ["zoom", "fit"] },
  },
  { shown: ["Shift+↑↓←→"], words: "page.keys.pan" },
  { shown: ["↑", "↓"], words: "page.keys.walk" },
  { shown: ["PageDown", "PageUp"], words: "page.keys.leap" },
  { shown: ["↑", "↓", "←", "→"], words: "page.keys.cells" },
  { shown: ["Enter"], words: "page.keys.choose" },
  { shown: ["Backspace"], words: "page.keys.back", does: { Backspace: ["trail-back", ""] } },
  { shown: ["Ctrl+Z", "Ctrl+Shift+Z"], words: "page.keys.undo" },
  { shown: ["P"], words: "page.keys.present", does: { p: ["present", ""], P: ["present", ""] } },
  { shown: ["PageDown", "PageUp"], words: "page.keys.remote" },
  { shown: ["Esc"], words: "page.keys.escape" },
  { shown: ["?"], words: "page.keys.help", does: { "?": ["dialog", "help"] } },
];
