import { readFileSync } from "node:fs";

/** A request with what the server answered to it: lecture, softmax-batch, dead-relu-frozen, saturated. */
export function kept(name) {
  const { request, answer } = JSON.parse(readFileSync(new URL(`answers/${name}.json`, import.meta.url), "utf8"));
  const { include, sample = 0, ...problem } = request;
  return { problem, trace: answer, sample };
}

/** The words of a language, as the server puts them into the page. */
export const words = (code) =>
  JSON.parse(readFileSync(new URL(`../../app/locales/${code}.json`, import.meta.url), "utf8"));
