/**
 * Questions about a state that changes faster than the server answers: one question is on its way, only the newest
 * of the others waits, and the older ones are dropped. So every answer that comes is of use, however long it takes.
 */

/** Milliseconds after which a question that is still on its way makes room for a newer one. */
export const MAX_WAIT_MILLISECONDS = 3000;

/**
 * @template {unknown[]} A
 * @template T
 * @param {(signal: AbortSignal, ...args: A) => Promise<T>} ask
 * @param {(running: A, newer: A) => boolean} [isUseless]  whether nobody wants the answer that is on its way once the
 *   newer question is asked: then it is called off
 * @returns {(...args: A) => Promise<T | undefined>} undefined for a question that was dropped or called off
 */
export function conflated(ask, isUseless = () => false) {
  /** @type {{args: A, since: number, control: AbortController, timer?: ReturnType<typeof setTimeout>} | null} */
  let running = null;
  /** @type {{args: A, take: (answer: Promise<T | undefined> | undefined) => void} | null} */
  let waiting = null;

  /** @param {A} args @returns {Promise<T | undefined>} */
  async function send(args) {
    const mine = { args, since: performance.now(), control: new AbortController() };
    const { signal } = mine.control;
    running = mine;
    try {
      const answer = await ask(signal, ...args);
      return signal.aborted ? undefined : answer;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      if (running === mine) next();
    }
  }

  function next() {
    clearTimeout(running?.timer);
    running = null;
    const following = waiting;
    waiting = null;
    following?.take(send(following.args));
  }

  function callOff() {
    running?.control.abort();
    next();
  }

  return (...args) => {
    waiting?.take(undefined);
    waiting = null;
    if (!running) return send(args);
    const { since, timer } = running;
    const answer = new Promise((take) => (waiting = { args, take }));
    if (isUseless(running.args, args)) callOff();
    else running.timer = timer ?? setTimeout(callOff, Math.max(0, since + MAX_WAIT_MILLISECONDS - performance.now()));
    return /** @type {Promise<T | undefined>} */ (answer);
  };
}
