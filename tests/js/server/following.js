/** A page that follows its problem, in the hands of a test. */

import { followProblem } from "../../../static/js/server/trace.js";
import { stepped } from "../frames.js";
import { page } from "../pages.js";
import { trace } from "../reference.js";
import { refusal, server, settled } from "../server.js";

/** A page that follows its problem, and the server that it asks. */
export function following(t, name = "lecture", patch = {}) {
  const asked = server(t);
  const store = stepped(page(name, patch));
  followProblem(store);
  const edit = (change) => {
    store.set({ problem: change(store.get().problem), rejection: null });
    store.frame();
  };
  const last = () => asked.at(-1);
  const accept = async (request = last()) => {
    request.answer(200, trace(request.body));
    await settled();
    store.frame();
  };
  const refuse = async (code, pointer, params) => {
    last().answer(422, refusal(code, pointer, params));
    await settled();
    store.frame();
  };
  return { asked, store, edit, last, accept, refuse, state: () => store.get() };
}
