import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, foreign, m, restore } from "../../../static/js/dom/marks.js";
import { forwardLane } from "../../../static/js/stage/scene/forward.js";
import { backwardLane } from "../../../static/js/stage/scene/backward.js";
import { timeline } from "../../../static/js/time/timeline.js";
import { fakeDocument } from "../fake-document.js";
import { page, contextOn } from "../pages.js";

const letters = (place) => place.childNodes.map((child) => child.textContent).join("");
const items = (text) => [...text].map((letter) => m("li", { key: letter }, letter));

test("a mark becomes an element with its attributes, children and words", () => {
  const { place } = fakeDocument();
  draw(place, [
    m(
      "p",
      { class: "note", "data-n": 3, hidden: null, title: undefined, lang: false, inert: true },
      "one ",
      m("b", null, "two"),
      null,
      false,
      [" three"],
    ),
  ]);
  const [p] = place.childNodes;
  assert.equal(p.localName, "p");
  assert.deepEqual(Object.fromEntries(p.attributes), { class: "note", "data-n": "3", inert: "" });
  assert.equal(p.textContent, "one two three");
});

test("what is inside an svg is svg, and what is inside a foreignObject is not", () => {
  const { place } = fakeDocument();
  draw(place, [m("svg", null, m("g", null, m("path", null)), m("foreignObject", null, m("p", null)))]);
  const [svg] = place.childNodes;
  const kinds = (node) => [node.localName, node.namespaceURI.split("/").at(-1), ...node.childNodes.flatMap(kinds)];
  assert.deepEqual(kinds(svg), ["svg", "svg", "g", "svg", "path", "svg", "foreignObject", "svg", "p", "xhtml"]);
});

test("drawing the same again touches nothing", () => {
  const { place, touched } = fakeDocument();
  const picture = () => [
    m("p", { class: "a", style: { left: "3px" } }, "words"),
    m("input", { key: "i", value: "1", disabled: true }),
    ...items("abc"),
  ];
  draw(place, picture());
  touched();
  draw(place, picture());
  assert.deepEqual(touched(), []);
});

test("only what changed is touched", () => {
  const { place, touched } = fakeDocument();
  const picture = (at) => [
    m("p", { class: "fixed", "data-at": at, style: { left: `${at}px`, top: "0" } }, "step ", String(at)),
  ];
  draw(place, picture(1));
  touched();
  draw(place, picture(2));
  assert.deepEqual(touched().sort(), ["set data-at", "style left", "text"]);
});

test("elements are kept by their keys, in whatever order they come", () => {
  const { place, touched } = fakeDocument();
  draw(place, items("abcd"));
  const before = new Map(place.childNodes.map((child) => [child.textContent, child]));
  for (const order of ["dcba", "badc", "cabd", "abcd"]) {
    draw(place, items(order));
    assert.equal(letters(place), order);
    for (const child of place.childNodes) assert.equal(child, before.get(child.textContent));
  }
  assert.ok(!touched().some((one) => one.startsWith("remove")));
});

test("what is new comes at its place and what is gone goes", () => {
  const { place, touched } = fakeDocument();
  draw(place, items("ace"));
  const [a, c, e] = place.childNodes;
  touched();
  draw(place, items("abcde"));
  assert.deepEqual(touched(), ["insert text", "insert text", "insert li", "insert li"]);
  assert.deepEqual([place.childNodes[0], place.childNodes[2], place.childNodes[4]], [a, c, e]);
  touched();
  draw(place, items("bd"));
  assert.deepEqual(touched(), ["remove li", "remove li", "remove li"]);
  assert.equal(letters(place), "bd");
  draw(place, []);
  assert.equal(place.childNodes.length, 0);
});

test("without keys a place tells children apart, and another tag is another element", () => {
  const { place } = fakeDocument();
  draw(place, [m("p", null, "1"), m("p", null, "2")]);
  const [first, second] = place.childNodes;
  draw(place, [m("p", null, "1"), m("h2", null, "2")]);
  assert.equal(place.childNodes[0], first);
  assert.notEqual(place.childNodes[1], second);
  assert.equal(place.childNodes[1].localName, "h2");
  draw(place, [m("p", { key: "x" }, "1")]);
  draw(place, [m("h3", { key: "x" }, "1")]);
  assert.deepEqual(
    place.childNodes.map(({ localName }) => localName),
    ["h3"],
  );
});

test("two marks with one key are a mistake that says which", () => {
  const { place } = fakeDocument();
  assert.throws(() => draw(place, [m("p", { key: "w.1.0.0" }), m("b", { key: "w.1.0.0" })]), /w\.1\.0\.0/);
});

test("an attribute or a style that is no longer said is taken away", () => {
  const { place, touched } = fakeDocument();
  draw(place, [m("p", { id: "l", "aria-invalid": "true", style: { left: "1px", top: "2px" } })]);
  touched();
  draw(place, [m("p", { id: "l", "aria-invalid": null, style: { top: "2px" } })]);
  assert.deepEqual(touched().sort(), ["unset aria-invalid", "unstyle left"]);
  draw(place, [m("p", null)]);
  assert.deepEqual(touched().sort(), ["unset id", "unstyle top"]);
  assert.equal(place.childNodes[0].attributes.size, 0);
});

test("a value is held to the state even where somebody has changed it", () => {
  const { place, touched } = fakeDocument();
  const picture = () => [
    m("select", { value: "sigmoid" }),
    m("input", { key: "box", type: "checkbox", checked: false }),
  ];
  draw(place, picture());
  const [select, box] = place.childNodes;
  select.value = "relu";
  box.checked = true;
  touched();
  draw(place, picture());
  assert.deepEqual([select.value, box.checked], ["sigmoid", false]);
});

test("a mark that is the very same is not looked into, whatever has become of its element", () => {
  const { place, touched } = fakeDocument();
  const inside = m("input", { key: "number", value: "1" });
  draw(place, [m("div", { key: "d", class: "one" }, inside)]);
  const [division] = place.childNodes;
  division.firstChild.value = "2";
  touched();
  draw(place, [m("div", { key: "d", class: "two" }, inside)]);
  assert.deepEqual(touched(), ["set class"]);
  assert.equal(division.firstChild.value, "2");
});

test("the very same list of marks is drawn once", () => {
  const { place, touched } = fakeDocument();
  const marks = [m("p", null, "words"), "more"];
  draw(place, marks);
  touched();
  place.firstChild.remove();
  draw(place, marks);
  assert.deepEqual(touched(), ["remove p"]);
});

test("fields are held to what was drawn last, but the one in which somebody types", () => {
  const { document, place } = fakeDocument();
  draw(place, [
    m("input", { key: "number", value: "1" }),
    m("input", { key: "box", type: "checkbox", checked: true }),
    m("select", { value: "tanh" }),
  ]);
  const [number, box, choice] = place.childNodes;
  number.focus();
  Object.assign(number, { value: "1." });
  box.checked = false;
  choice.value = "relu";
  restore([...place.childNodes, document.createElementNS("http://www.w3.org/1999/xhtml", "input")]);
  assert.deepEqual([number.value, box.checked, choice.value], ["1.", true, "tanh"]);
  document.activeElement = null;
  restore(place.childNodes);
  assert.equal(number.value, "1");
});

test("the field in which somebody types is left alone until the focus leaves it", () => {
  const { document, place } = fakeDocument();
  draw(place, [m("input", { value: "1", "aria-invalid": null })]);
  const [field] = place.childNodes;
  field.focus();
  field.value = "1.";
  draw(place, [m("input", { value: "1", "aria-invalid": "true" })]);
  assert.equal(field.value, "1.");
  assert.equal(field.getAttribute("aria-invalid"), "true", "all but its text is drawn");
  document.activeElement = null;
  draw(place, [m("input", { value: "1", "aria-invalid": null })]);
  assert.equal(field.value, "1");
});

test("what has the focus keeps it, wherever it moves among its siblings", () => {
  const { document, place } = fakeDocument();
  for (const [from, to] of [
    ["abcd", "acdb"],
    ["acdb", "abcd"],
    ["abcd", "bacd"],
    ["abcd", "dcba"],
    ["abcd", "xbya"],
    ["abcd", "b"],
  ]) {
    draw(place, items(from));
    const focused = place.childNodes[from.indexOf("b")];
    focused.focus();
    draw(place, items(to));
    assert.equal(letters(place), to);
    assert.equal(document.activeElement, focused, `${from} to ${to}`);
  }
});

test("what has the focus deep inside keeps it too", () => {
  const { document, place } = fakeDocument();
  const boxes = (order) => [...order].map((letter) => m("div", { key: letter }, m("button", null, letter)));
  draw(place, boxes("abc"));
  const button = place.childNodes[2].firstChild;
  button.focus();
  draw(place, boxes("cab"));
  assert.equal(letters(place), "cab");
  assert.equal(document.activeElement, button);
});

test("words between elements stay in their places", () => {
  const { place } = fakeDocument();
  draw(place, ["a", m("b", null, "b"), "c"]);
  const [a, , c] = place.childNodes;
  draw(place, ["A", m("b", null, "b"), "c", "d"]);
  assert.equal(letters(place), "Abcd");
  assert.deepEqual([place.childNodes[0], place.childNodes[2]], [a, c]);
});

test("a formula is built once for each key", () => {
  const { place, document } = fakeDocument();
  let built = 0;
  const formula = (key) =>
    foreign(
      key,
      (own) => (
        assert.equal(own, document),
        (built += 1),
        own.createElementNS("http://www.w3.org/1998/Math/MathML", "math")
      ),
    );
  draw(place, [formula("z"), m("p", null)]);
  const [first] = place.childNodes;
  draw(place, [formula("z"), m("p", null)]);
  assert.deepEqual([built, place.childNodes[0]], [1, first]);
  draw(place, [formula("a"), m("p", null)]);
  assert.equal(built, 2);
  assert.notEqual(place.childNodes[0], first);
  assert.equal(place.childNodes.length, 2);
});

test("the whole picture is the same whichever way it is reached", () => {
  const { place } = fakeDocument();
  const picture = (patch) => {
    const shown = page("lecture", patch);
    const context = contextOn(shown);
    return [
      m("svg", null, m("g", { key: "f" }, forwardLane(context)), m("g", { key: "b" }, backwardLane(context))),
      m("footer", null, timeline(shown)),
    ];
  };
  const written = (node) =>
    node.nodeType === 3
      ? node.nodeValue
      : [
          node.localName,
          Object.fromEntries([...node.attributes].sort()),
          Object.fromEntries([...node.styles].sort()),
          node.childNodes.map(written),
        ];
  for (const patch of [
    { at: 0 },
    { at: 20, chosen: "w.2.0.0" },
    { at: 63 },
    { at: 7.5, grain: /** @type {const} */ ("operation") },
    { at: 30, chosen: "dl_dw.1.0.1" },
    { at: 0 },
  ]) {
    draw(place, picture(patch));
    const fresh = fakeDocument();
    draw(fresh.place, picture(patch));
    assert.deepEqual(written(place), written(fresh.place));
  }
});
