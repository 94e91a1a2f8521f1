/**
 * The formulas of the server as MathML. They are written in a small part of TeX: letters with scripts, fractions,
 * sums, roots, named functions, brackets and spaces. What is not in that part is an error, not a guess.
 *
 * @typedef {{kind: "identifier" | "number" | "operator" | "name", text: string}} Sign
 * @typedef {{kind: "row", children: Tex[]}} TexRow
 * @typedef {{kind: "fraction", top: Tex, bottom: Tex}} Fraction
 * @typedef {{kind: "scripts", base: Tex, sub: Tex | null, sup: Tex | null}} Scripts
 * @typedef {{kind: "accent", base: Tex, mark: string}} Accent
 * @typedef {{kind: "root", inside: Tex}} Root
 * @typedef {{kind: "bold", inside: Tex}} Bold
 * @typedef {{kind: "space", width: number}} Space  in em
 * @typedef {Sign | TexRow | Fraction | Scripts | Accent | Root | Bold | Space} Tex
 */

/** @type {Record<string, string>} */
const GREEK_LETTERS = { sigma: "σ", delta: "δ", eta: "η", lambda: "λ", alpha: "α", pi: "π", Phi: "Φ", phi: "φ" };

/** @type {Record<string, string>} */
const OPERATORS = {
  partial: "∂",
  cdot: "·",
  cdots: "⋯",
  ldots: "…",
  le: "≤",
  ge: "≥",
  odot: "⊙",
  nabla: "∇",
  sum: "∑",
  top: "⊤",
  infty: "∞",
  times: "×",
};

/** @type {Record<string, number>} */
const SPACES = { ",": 0.17, ";": 0.28, " ": 0.25, quad: 1 };

const FUNCTION_NAMES = new Set(["ln", "exp", "tanh", "max", "min", "log"]);

const TOKEN = /\\[a-zA-Z]+|\\.|[0-9]+(?:\.[0-9]+)?|\s+|./gsu;

/**
 * @param {string} tex
 * @returns {Tex}
 */
export function parseTex(tex) {
  const tokens = tex.match(TOKEN) ?? [];
  let place = 0;

  /** @param {string} [until] @returns {TexRow} */
  function row(until) {
    /** @type {Tex[]} */
    const children = [];
    while (place < tokens.length && tokens[place] !== until) {
      const child = scripted();
      if (child) children.push(child);
    }
    if (until !== undefined && tokens[place++] !== until) throw new SyntaxError(`a bracket is not closed: ${tex}`);
    return { kind: "row", children };
  }

  /** @returns {Tex | null} an atom with its scripts and primes; null for white space */
  function scripted() {
    if (/^\s/.test(tokens[place])) {
      place += 1;
      return null;
    }
    let base = atom();
    if (tokens[place] === "'") {
      place += 1;
      base = { kind: "row", children: [base, { kind: "operator", text: "′" }] };
    }
    /** @type {{"_": Tex | null, "^": Tex | null}} */
    const scripts = { _: null, "^": null };
    while (tokens[place] === "_" || tokens[place] === "^")
      scripts[/** @type {"_" | "^"} */ (tokens[place++])] = argument();
    return scripts._ || scripts["^"] ? { kind: "scripts", base, sub: scripts._, sup: scripts["^"] } : base;
  }

  /** @returns {Tex} */
  function argument() {
    if (tokens[place] === "{") {
      place += 1;
      return row("}");
    }
    return atom();
  }

  /** The letters in the braces that follow. */
  function word() {
    const inside = argument();
    return inside.kind === "row"
      ? inside.children.map((child) => ("text" in child ? child.text : "")).join("")
      : "text" in inside
        ? inside.text
        : "";
  }

  /** @returns {Tex} */
  function atom() {
    const token = tokens[place++];
    if (token === undefined) throw new SyntaxError(`something is missing at the end: ${tex}`);
    if (token === "{") return row("}");
    if (/^\d/.test(token)) return { kind: "number", text: token };
    if (/^\p{L}/u.test(token)) return { kind: "identifier", text: token };
    if (token[0] !== "\\") return { kind: "operator", text: token === "-" ? "−" : token };
    return command(token.slice(1));
  }

  /** @param {string} name @returns {Tex} */
  function command(name) {
    if (name in GREEK_LETTERS) return { kind: "identifier", text: GREEK_LETTERS[name] };
    if (name in OPERATORS) return { kind: "operator", text: OPERATORS[name] };
    if (name in SPACES) return { kind: "space", width: SPACES[name] };
    if (FUNCTION_NAMES.has(name)) return { kind: "name", text: name };
    switch (name) {
      case "frac":
      case "tfrac":
        return { kind: "fraction", top: argument(), bottom: argument() };
      case "hat":
        return { kind: "accent", base: argument(), mark: "^" };
      case "sqrt":
        return { kind: "root", inside: argument() };
      case "mathbf":
      case "boldsymbol":
        return { kind: "bold", inside: argument() };
      case "operatorname":
        return { kind: "name", text: word() };
      case "overset": {
        const mark = argument();
        return { kind: "scripts", base: argument(), sub: null, sup: mark };
      }
      case "bigl":
      case "bigr":
      case "left":
      case "right":
        return atom();
      case "{":
      case "}":
      case "|":
        return { kind: "operator", text: name };
      default:
        throw new SyntaxError(`unknown command: \\${name}`);
    }
  }

  return row();
}

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * The formula as a `math` element; nothing in it can be focused.
 *
 * @param {Document} document
 * @param {string} tex
 * @returns {Element}
 */
export function mathElement(document, tex) {
  /** @param {string} name @param {Record<string, string>} attributes @param {(Element | string)[]} children */
  const element = (name, attributes, ...children) => {
    const created = document.createElementNS(MATHML, name);
    for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
    created.append(...children);
    return created;
  };
  /** @param {Tex} node @returns {Element} */
  const draw = (node) => {
    switch (node.kind) {
      case "identifier":
        return element("mi", {}, node.text);
      case "number":
        return element("mn", {}, node.text);
      case "operator":
        return element("mo", { stretchy: "false", lspace: "0", rspace: "0" }, node.text);
      case "name":
        return element("mtext", {}, node.text);
      case "row":
        return element("mrow", {}, ...node.children.map(draw));
      case "fraction":
        return element("mfrac", {}, draw(node.top), draw(node.bottom));
      case "root":
        return element("msqrt", {}, draw(node.inside));
      case "bold":
        return element("mrow", { class: "bold" }, draw(node.inside));
      case "accent":
        return element("mover", { accent: "true" }, draw(node.base), element("mo", { stretchy: "false" }, node.mark));
      case "space":
        return element("mspace", { width: `${node.width}em` });
      case "scripts":
        if (node.sub && node.sup) return element("msubsup", {}, draw(node.base), draw(node.sub), draw(node.sup));
        return node.sub
          ? element("msub", {}, draw(node.base), draw(node.sub))
          : element("msup", {}, draw(node.base), draw(/** @type {Tex} */ (node.sup)));
    }
  };
  return element("math", {}, draw(parseTex(tex)));
}
