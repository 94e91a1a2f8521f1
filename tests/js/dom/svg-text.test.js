import assert from "node:assert/strict";
import { test } from "node:test";
import { m } from "../../../static/js/dom/marks.js";
import { colour, escaped, svgText } from "../../../static/js/dom/svg-text.js";

/** What a browser says of an element of which no style sheet says anything. */
const PLAIN = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-opacity": "1",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "font-family": "",
  "font-size": "",
  "font-style": "normal",
  "font-weight": "400",
  "letter-spacing": "normal",
  "text-anchor": "start",
  opacity: "1",
  "text-transform": "none",
  color: "rgb(0, 0, 0)",
};

/** The drawing of a mark, each element of which looks as its class says; the looks go on to the children. */
function drawnAs(mark, looks, from = PLAIN) {
  const own = { ...from, opacity: "1", ...looks[mark.attrs.class] };
  const words = (one) => (typeof one === "string" ? one : one.children.map(words).join(""));
  return {
    look: (property) => own[property],
    words: () => words(mark),
    child: (index) => drawnAs(mark.children[index], looks, own),
  };
}

/** The file of an svg with these marks in it, without its head. */
function file(marks, looks = {}) {
  const svg = m("svg", { viewBox: "0 0 9 9" }, marks);
  return svgText(svg, drawnAs(svg, looks)).split("\n").slice(2, -2).join("\n");
}

test("a class becomes the declarations that it stands for", () => {
  const written = file([m("rect", { class: "lane", x: 1, width: 4 })], {
    lane: { fill: "rgb(31, 98, 208)", stroke: "rgb(225, 226, 220)", "stroke-width": "1.4px" },
  });
  assert.equal(written, '<rect x="1" width="4" fill="#1f62d0" stroke="#e1e2dc" stroke-width="1.4"/>');
});

test("what a child takes from its parent is said once", () => {
  const words = m("text", { class: "mute" }, m("tspan", { class: "strong" }, "3"), " and ", m("tspan", null, "4"));
  assert.equal(
    file([words], { mute: { fill: "rgb(92, 102, 112)" }, strong: { "font-weight": "650" } }),
    '<text fill="#5c6670"><tspan font-weight="650">3</tspan> and <tspan>4</tspan></text>',
  );
});

test("an attribute that a style sheet overrules is written as it looks", () => {
  assert.equal(
    file([m("path", { class: "hot", d: "M0,0", "stroke-width": 1.4 })], {
      hot: { stroke: "rgb(0, 0, 255)", "stroke-width": "3px" },
    }),
    '<path d="M0,0" stroke="#0000ff" stroke-width="3"/>',
  );
});

test("dashes and transparency are written for programs that read no lists with units and no rgba", () => {
  const written = file([m("path", { class: "wire", d: "M0,0" })], {
    wire: {
      fill: "none",
      stroke: "color(srgb 0.725 0.235 0.031 / 0.45)",
      "stroke-dasharray": "7px, 5px",
      opacity: "0.38",
    },
  });
  assert.equal(
    written,
    '<path d="M0,0" fill="none" stroke="#b93c08" stroke-opacity="0.45" stroke-dasharray="7 5" opacity="0.38"/>',
  );
});

test("what nobody sees is left out, and what only the page needs", () => {
  const unseen = { fill: "none", stroke: "rgba(0, 0, 0, 0)" };
  const group = m(
    "g",
    { role: "button", tabindex: "0", "data-choose": "x.0", "aria-label": "x" },
    m("path", { class: "hit", d: "M0,0" }),
    m("text", { "data-address": "x.0", "data-edit": "x.0" }, "1"),
    m("tspan", null),
  );
  assert.equal(file([group], { hit: unseen }), '<g>\n<text id="x.0">1</text>\n</g>');
  assert.equal(file([m("g", null, m("path", { class: "hit" }))], { hit: unseen }), "");
});

test("what a part of the page says when one points at it is not said in a file", () => {
  assert.equal(
    file([m("title", null, "A network"), m("g", null, m("title", null, "Unfold"), m("text", null, "12 more"))]),
    "<title>A network</title>\n<g>\n<text>12 more</text>\n</g>",
  );
});

test("words that a style sheet sets in capitals are written in capitals", () => {
  assert.equal(
    file([m("text", { class: "name" }, "forward & pass")], { name: { "text-transform": "uppercase" } }),
    "<text>FORWARD &amp; PASS</text>",
  );
});

test("HTML within the drawing becomes words in its place", () => {
  const html = m("foreignObject", { x: 10, y: 20, width: 40, height: 10 }, m("p", null, "σ(z) < 1"));
  assert.equal(file([html]), '<text x="30" y="25" text-anchor="middle" dy="0.35em" fill="#000000">σ(z) &lt; 1</text>');
  assert.equal(file([m("foreignObject", { x: 0 }, m("p", null, " "))]), "");
});

test("a file begins as XML and is named", () => {
  const svg = m("svg", { xmlns: "http://www.w3.org/2000/svg" }, m("title", null, 'A "net" & more'));
  const text = svgText(svg, drawnAs(svg, {}));
  assert.ok(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<svg role="img"'));
  assert.ok(text.includes("<title>A &quot;net&quot; &amp; more</title>"));
});

test("colours are read in every form in which a browser says them", () => {
  assert.deepEqual(colour("rgb(31, 98, 208)"), { paint: "#1f62d0", opacity: 1 });
  assert.deepEqual(colour("rgba(31, 98, 208, 0.5)"), { paint: "#1f62d0", opacity: 0.5 });
  assert.deepEqual(colour("color(srgb 1 0.5 0)"), { paint: "#ff8000", opacity: 1 });
  assert.deepEqual(colour("rgba(0, 0, 0, 0)"), { paint: "none", opacity: 0 });
  assert.deepEqual(colour("none"), { paint: "none", opacity: 1 });
});

test("signs that XML does not allow are dropped", () => {
  assert.equal(escaped("a\u0000b\u001fc\td"), "abc\td");
});
