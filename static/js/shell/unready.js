// Until the page is drawn: something that did not load or cannot be run is shown at once. A plain script, because it
// has to run where modules do not.
addEventListener(
  "error",
  () => {
    document.documentElement.dataset.failed = "true";
  },
  true,
);
