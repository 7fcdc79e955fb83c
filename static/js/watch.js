/* Sorting by keys: of the row that has the focus, 1 to 3 press its natures, 0 sets it aside. */
(() => {
  "use strict";
  if (window.watchHears) return;
  window.watchHears = true;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    const button = /^[0-3]$/.test(event.key) && event.target.closest("[data-row]")?.querySelector(`[data-sorts="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
