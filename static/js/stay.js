/* What a poll leaves as it is (in [data-stay]): what the reader has unfolded, and what they have typed. */
(() => {
  const typed = (field) => field.value !== field.defaultValue;
  const stays = (name, node) => (name === "open" && node.matches("details")) || (name === "value" && typed(node));
  const leave = () => {
    window.Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(node.closest("[data-stay]") && stays(name, node));
  };
  window.Idiomorph ? leave() : addEventListener("DOMContentLoaded", leave);
})();
