// Before the first paint: the theme that was chosen here, else the system's. A plain script, so that no page flashes.
(() => {
  /** @type {string | null} */
  let chosen = null;
  const { embed, wanted } = document.documentElement.dataset;
  try {
    chosen = embed === undefined ? localStorage.getItem("theme") : (wanted ?? null);
  } catch {
    // A browser that stores nothing follows the system.
  }
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
