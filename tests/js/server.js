/** A server in the test's hand: each request waits until the test answers it. */
export function server(t) {
  const asked = [];
  t.mock.method(
    globalThis,
    "fetch",
    (path, { body, signal }) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
        const answer = (status, value) => resolve({ ok: status < 400, status, json: () => Promise.resolve(value) });
        asked.push({
          path,
          body: JSON.parse(body),
          aborted: () => Boolean(signal?.aborted),
          answer,
          gone: () => reject(new TypeError("no connection")),
        });
      }),
  );
  return asked;
}

/** Until all that has been answered has been dealt with. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A refusal in the server's form. */
export const refusal = (code, pointer, params = {}) => ({
  type: `/problems/${code}`,
  title: code,
  status: 422,
  detail: code,
  errors: [{ code, pointer, detail: `English for ${code}`, params }],
});
