/**
 * As much of a document as a drawing needs. It counts what is touched, and takes the focus from what is moved, as a
 * browser does.
 */

class FakeNode {
  constructor(document, nodeType) {
    Object.assign(this, { ownerDocument: document, nodeType, parentNode: null, childNodes: [] });
  }

  get firstChild() {
    return this.childNodes[0] ?? null;
  }

  get nextSibling() {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  get textContent() {
    return this.nodeType === 3 ? this.nodeValue : this.childNodes.map((child) => child.textContent).join("");
  }

  contains(other) {
    return other === this || this.childNodes.some((child) => child.contains(other));
  }

  remove() {
    if (!this.parentNode) return;
    const document = this.ownerDocument;
    document.touched.push(`remove ${this.localName ?? "text"}`);
    if (this.contains(document.activeElement)) document.activeElement = null;
    this.parentNode.childNodes.splice(this.parentNode.childNodes.indexOf(this), 1);
    this.parentNode = null;
  }

  insertBefore(node, before) {
    const document = this.ownerDocument;
    if (node.parentNode) {
      if (node.contains(document.activeElement)) document.activeElement = null;
      node.parentNode.childNodes.splice(node.parentNode.childNodes.indexOf(node), 1);
    }
    this.childNodes.splice(before === null ? this.childNodes.length : this.childNodes.indexOf(before), 0, node);
    node.parentNode = this;
    document.touched.push(`insert ${node.localName ?? "text"}`);
  }
}

/** Which elements have a property of that name, and its first value. */
const PROPERTIES = {
  input: { value: "", checked: false, disabled: false },
  select: { value: "", disabled: false },
  option: { value: "", selected: false },
  button: { disabled: false },
  details: { open: false },
};

class FakeElement extends FakeNode {
  constructor(document, namespaceURI, localName) {
    super(document, 1);
    const touched = document.touched;
    Object.assign(this, { namespaceURI, localName, attributes: new Map() });
    const own = { ...(namespaceURI.endsWith("xhtml") ? { hidden: false, ...PROPERTIES[localName] } : {}) };
    for (const name of Object.keys(own)) {
      Object.defineProperty(this, name, {
        get: () => own[name],
        set: (value) => (touched.push(`${localName}.${name} = ${value}`), (own[name] = value)),
      });
    }
    const styles = new Map();
    this.styles = styles;
    this.style = {
      setProperty: (name, value) => (touched.push(`style ${name}`), styles.set(name, value)),
      removeProperty: (name) => (touched.push(`unstyle ${name}`), styles.delete(name)),
    };
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  setAttribute(name, value) {
    this.ownerDocument.touched.push(`set ${name}`);
    this.attributes.set(name, value);
  }

  removeAttribute(name) {
    this.ownerDocument.touched.push(`unset ${name}`);
    this.attributes.delete(name);
  }

  focus() {
    this.ownerDocument.activeElement = this;
  }
}

class FakeText extends FakeNode {
  #words;

  constructor(document, words) {
    super(document, 3);
    this.#words = words;
  }

  get nodeValue() {
    return this.#words;
  }

  set nodeValue(words) {
    this.ownerDocument.touched.push("text");
    this.#words = words;
  }
}

/** A document with a place to draw into. */
export function fakeDocument() {
  const document = {
    activeElement: null,
    touched: [],
    createElementNS: (namespace, name) => new FakeElement(document, namespace, name),
    createTextNode: (words) => new FakeText(document, words),
  };
  const place = document.createElementNS("http://www.w3.org/1999/xhtml", "div");
  /** What the last drawing touched. */
  const touched = () => document.touched.splice(0);
  return { document, place, touched };
}
