/* The text of a post: checked a moment after one stops typing, and changed where one taps on a suggestion. */
(() => {
  "use strict";
  if (window.postHears) return;
  window.postHears = true;
  let waiting;
  const ask = () => window.htmx?.trigger("#checked", "check-text");
  const soon = ({ target }) => {
    if (!target.closest?.("[data-post]") || !/^(text|link|language)$/.test(target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 700);
  };
  document.addEventListener("input", soon);
  document.addEventListener("change", soon);
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-replace]"), area = document.querySelector("[data-post] [name=text]");
    if (!button || !area) return;
    const letters = [...area.value], was = [...button.dataset.was], from = Number(button.dataset.from);
    if (letters.slice(from, from + was.length).join("") !== button.dataset.was) return ask();
    letters.splice(from, was.length, button.dataset.replace);
    area.value = letters.join("");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
})();
