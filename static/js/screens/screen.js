/**
 * What a screen is. The shell knows the list of them and nothing else; each is a folder of its own.
 *
 * @typedef {import("../state/page.js").Page} Page
 * @typedef {import("../state/page.js").Store} Store
 * @typedef {import("./explore/actions.js").Platform} Platform
 *
 * @typedef {object} Regions  the places of a screen on the page
 * @property {HTMLElement} rail  at the left edge
 * @property {HTMLElement} lesson  at the left edge, of a lesson
 * @property {HTMLElement} drawer  beside it, hidden unless something is open there
 * @property {HTMLElement} main
 * @property {HTMLElement} side  at the right edge
 * @property {HTMLElement} sideTab  in its place, where it is folded
 * @property {HTMLElement} foot
 * @property {HTMLElement} tip  over everything, where the pointer is
 *
 * @typedef {object} ScreenView  a screen on the page
 * @property {(page: Page) => void} draw
 * @property {(page: Page, before: Page) => void} follow  what comes after a state is drawn: scrolling, selecting
 *
 * @typedef {object} Key
 * @property {readonly string[]} shown  what the help calls it
 * @property {string} words  key of what it does, in words
 * @property {Readonly<Record<string, readonly [string, string]>>} [does]  the action of each key and what it is of;
 *   none where the key belongs to whatever has the focus
 *
 * @typedef {(store: Store, of: string, platform: Platform) => unknown} Action
 * @typedef {(store: Store, value: string, of: string, platform: Platform) => unknown} Change
 *
 * @typedef {object} Screen
 * @property {string} name  of its slice of the state
 * @property {(regions: Regions, store: Store, boot: import("../state/page.js").Boot, pointer:
 *   import("../stage/hands/tip.js").Pointer) => ScreenView} open  takes its places
 * @property {(store: Store, boot: import("../state/page.js").Boot, platform: Platform) => void} start  its time, and
 *   its questions to the server
 * @property {Readonly<Record<string, Action>>} actions  what an element with `data-do` does
 * @property {Readonly<Record<string, Change>>} changes  what a field with `data-change` or `data-slide` does
 * @property {Readonly<Record<string, (store: Store) => unknown>>} forms  what a form with `data-form` sends
 * @property {readonly Key[]} keys
 * @property {(page: Page) => import("../dom/marks.js").Child} legend  what its signs mean, for the help
 * @property {Readonly<Record<string, (page: Page) => (import("../dom/marks.js").Child | null)[]>>} dialogs  of its
 *   own, by what the state calls them
 * @property {(store: Store, text: string, field: string | null, isFree: boolean) => boolean} paste  takes a text that
 *   is pasted, into the field of a number or, where nothing is being typed, onto the page; whether it was for this
 *   screen
 * @property {(store: Store, file: File, platform: Platform) => unknown} openFile  that was dropped onto the page
 *
 * @typedef {object} ScreenEntry  a screen in the list: its code is fetched when it is first opened
 * @property {string} name
 * @property {(boot: import("../state/page.js").Boot) => object} initial  its slice
 * @property {() => Promise<Screen>} load
 */

export {};
