/* The pages on which people work: what a poll leaves as it is, and texts that are copied. */
(() => {
  /* In [data-stay]: what the reader has unfolded, and what they have typed. */
  const typed = (field) => field.value !== field.defaultValue;
  const stays = (name, node) => (name === "open" && node.matches("details")) || (name === "value" && typed(node));
  const leave = () => {
    window.Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(node.closest("[data-stay]") && stays(name, node));
  };
  window.Idiomorph ? leave() : addEventListener("DOMContentLoaded", leave);
  if (window.deskHears) return;
  window.deskHears = true;
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy]"), text = button && document.getElementById(button.dataset.copy);
    if (!text) return;
    getSelection().selectAllChildren(text);
    try { await navigator.clipboard.writeText(text.textContent); button.querySelector("span").textContent = button.dataset.copied; } catch { /* it is selected */ }
  });
  /* A text that is only prepared is kept on this device like one that is being written. */
  document.addEventListener("htmx:load", ({ target }) => target.querySelector?.("[data-ready] textarea")?.dispatchEvent(new Event("input", { bubbles: true })));
})();
