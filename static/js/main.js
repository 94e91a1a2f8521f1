/**
 * How the page works.
 *
 * Everything that is on it follows from one state (`state/`). The state lies in slices: what surrounds the window, what
 * the shell has open, and one slice for each screen; what a link carries of it is a moment, a network at an
 * instant and how it is viewed. There is one setter, and once a frame, if something has changed, everything is
 * drawn again as a function of the state: as marks, elements that are data, of which only what differs is touched
 * (`dom/marks.js`).
 *
 * A click, a key or a typed digit is turned into an action by its element's `data-` attribute (`shell/pointer.js`), and
 * an action sets the state. Time is a number in it, to which a clock adds while it runs (`time/clock.js`). When the
 * network changes, the server is asked for its pass (`server/trace.js`), and the answer goes into the state too; so do
 * derivations, witnesses and whatever else follows from it (`server/ask.js`). Nothing is computed here that the server
 * computes: a network (`network/`) is data, a text (`language/`) is made of words and numbers, and the stage (`stage/`)
 * makes a picture out of a moment and its answer.
 *
 * A screen (`screens/`) is a folder: its slice, what it draws, its actions, its keys and its questions. The shell
 * (`shell/`) stands around them and knows only their list (`screens/index.js`).
 */

import { openShell } from "./shell/index.js";
import { SCREENS } from "./screens/index.js";

openShell(SCREENS, document, window);
