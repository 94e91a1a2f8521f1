/**
 * Talking to the server, wherever it is: one GET, one POST that answers with a value or with a problem, never with an
 * exception; and a problem said in the page's language. When one call follows another, `latest` keeps only the newest
 * answer, for choices that replace each other; `conflated` (conflated.js) asks one thing at a time, for what a hand
 * changes without a pause.
 *
 * @typedef {import("../network/types.js").Problem422} Problem422
 * @typedef {import("../network/types.js").Translate} Translate
 * @typedef {import("../network/types.js").Fault} Fault
 *
 * @typedef {import("openapi").paths} Paths  of the server, as its OpenAPI document says
 * @typedef {{[path in keyof Paths]: Paths[path] extends {post: {responses: {200: {content: {"application/json": infer
 *   Value}}}}} ? Value : never}} Answers  what a POST to each of them answers
 * @typedef {keyof Answers | `${keyof Answers}?${string}`} Path
 */

/**
 * @template {Path} P
 * @typedef {P extends `${infer Plain extends keyof Answers}?${string}` ? Answers[Plain] : P extends keyof Answers ?
 *   Answers[P] : never} AnswerOf  what a POST to a path answers
 */

/**
 * @template Value
 * @typedef {{ok: true, value: Value} | {ok: false, problem: Problem422}} Reply
 */

import { plural } from "../language/catalogue.js";

/** What goes wrong on this side of the wire, in the server's form. @param {string} code @returns {Fault} */
export const fault = (code) => ({ code, pointer: "", detail: code, params: {} });

/** @param {string} code @param {number} status @returns {Problem422} */
function local(code, status) {
  return { type: `/problems/${code}`, title: code, status, detail: code, errors: [fault(code)] };
}

/** @param {unknown} body @returns {body is Problem422} */
function isProblem(body) {
  return (
    typeof body === "object" &&
    body !== null &&
    "errors" in body &&
    Array.isArray(body.errors) &&
    body.errors.length > 0
  );
}

/** What stands before the server's own paths where it does not have an address to itself. */
let root = "";

/** @param {string} prefix  /explorer, or nothing */
export function serveFrom(prefix) {
  root = prefix;
}

/** The address of one of the server's paths. @param {string} path  /docs */
export const located = (path) => root + path;

/** What the server has at a path; null where it has nothing, or does not answer. @param {string} path */
export async function get(path) {
  const response = await fetch(located(path)).catch(() => null);
  return response?.ok ? response.json().catch(() => null) : null;
}

/**
 * @template {Path} P
 * @param {P} path
 * @param {unknown} body  becomes JSON; a text is sent as it is
 * @param {{signal?: AbortSignal, fetch?: typeof fetch}} [options]
 * @returns {Promise<Reply<AnswerOf<P>>>} no connection, or an answer that is not the server's own, is a problem with
 *   the code `unreachable`
 * @throws {DOMException} AbortError, only when `signal` aborts
 */
export async function post(path, body, { signal, fetch: send = globalThis.fetch } = {}) {
  let status = 0;
  try {
    const response = await send(located(path), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, application/problem+json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
      signal,
    });
    status = response.status;
    const value = await response.json();
    if (response.ok) return { ok: true, value };
    if (isProblem(value)) return { ok: false, problem: value };
  } catch (error) {
    if (signal?.aborted) throw error;
  }
  return { ok: false, problem: local("unreachable", status) };
}

/**
 * Keeps only the newest of several overlapping calls: an older one is aborted, and what it answers is dropped.
 *
 * @template {unknown[]} A
 * @template T
 * @param {(signal: AbortSignal, ...args: A) => Promise<T>} ask
 * @returns {(...args: A) => Promise<T | undefined>} undefined for a call that a newer one has overtaken
 */
export function latest(ask) {
  /** @type {AbortController | undefined} */
  let newest;
  return async (...args) => {
    newest?.abort();
    const mine = new AbortController();
    newest = mine;
    try {
      const answer = await ask(mine.signal, ...args);
      return mine.signal.aborted ? undefined : answer;
    } catch (error) {
      if (mine.signal.aborted) return undefined;
      throw error;
    }
  };
}

/**
 * One fault in the words of the page's language, out of its code and params. A placeholder `{actual:neurons}` is a
 * count with its noun, in the form that the language wants for it.
 *
 * @param {Fault} fault
 * @param {Translate} t
 * @param {string} language
 * @param {boolean} [ofAFile]  whether it is a file that is wrong, and no request
 * @returns {string} the server's own English where the catalogue has no words, or no number for one of its placeholders
 */
export function explain(fault, t, language, ofAFile = false) {
  const own = `file.${fault.code}.detail`;
  const key = ofAFile && t(own) !== own ? own : `problem.${fault.code}.detail`;
  const params = Object.fromEntries(
    Object.entries(fault.params ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") || "–" : String(value),
    ]),
  );
  const text = t(key, params).replace(/\{(\w+):(\w+)\}/g, (unfilled, name, noun) =>
    name in params ? plural(t, `count.${noun}`, Number(params[name]), language, { count: params[name] }) : unfilled,
  );
  if (text === key || /\{[\w:]+\}/.test(text)) return fault.detail;
  return [
    text,
    "suggestion" in params && t("problem.suggestion", params),
    "note" in params && t(`problem.note.${params.note}`),
    "unavailable" in params && t("problem.unavailable"),
  ]
    .filter(Boolean)
    .join("");
}
