/* A list whose rows are put in order: dragged by their handle, or moved with the arrow keys on it. Nothing is
   sent before its form is: that shows once the order is another one. Buttons that move a row at once do so in the
   list as long as an order is not saved. */
(() => {
  if (window.orderHears) return;
  window.orderHears = true;
  const rowsOf = (list) => [...list.querySelectorAll("[data-rule]")];
  const formOf = (list) => document.getElementById(list.dataset.order);
  const idsOf = (list) => rowsOf(list).map((row) => row.dataset.rule).join();
  const isStaged = (list) => !formOf(list).hidden;
  const settle = (list, row) => {
    const form = formOf(list), told = document.getElementById("order-told"), rows = rowsOf(list);
    form.elements.order.value = idsOf(list);
    form.hidden = form.elements.order.value === form.elements.seen.value;
    rows.forEach((each, place) => {
      each.querySelector("[value=up]").disabled = !place;
      each.querySelector("[value=down]").disabled = place === rows.length - 1;
    });
    told.textContent = told.dataset.place.replace("{name}", row.dataset.name).replace("{place}", rows.indexOf(row) + 1).replace("{count}", rows.length);
  };
  /* Puts the row at a place among the movable ones; the last row of the list stays last. */
  const put = (list, row, place) => {
    const rows = rowsOf(list).filter((each) => each !== row), at = Math.max(0, Math.min(place, rows.length));
    const beside = rows[at] || rows.at(-1)?.nextSibling;
    if (rows.length) list.insertBefore(row, beside);
    settle(list, row);
  };
  const found = (target) => {
    const row = target.closest?.("[data-rule]"), list = row?.closest("[data-order]");
    return list ? { row, list, place: rowsOf(list).indexOf(row) } : null;
  };
  document.addEventListener("keydown", (event) => {
    const handle = event.target.closest?.("[data-handle]"), here = handle && found(handle);
    if (!here) return;
    const to = { ArrowUp: here.place - 1, ArrowDown: here.place + 1, Home: 0, End: Infinity }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    put(here.list, here.row, to);
    handle.focus();
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[name=direction]"), here = button && found(button);
    if (!here || !isStaged(here.list)) return;
    event.preventDefault();
    put(here.list, here.row, here.place + (button.value === "up" ? -1 : 1));
    button.disabled ? here.row.querySelector("[data-handle]").focus() : button.focus();
  }, true);
  let held = null;
  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.("[data-handle]"), here = handle && found(handle);
    if (!here || event.button) return;
    held = { ...here, handle, before: here.row.nextSibling };
    handle.setPointerCapture(event.pointerId);
    held.row.classList.add("is-moving");
  });
  document.addEventListener("pointermove", (event) => {
    if (!held) return;
    const over = rowsOf(held.list).find((row) => { const box = row.getBoundingClientRect(); return event.clientY >= box.top && event.clientY < box.bottom; });
    if (!over || over === held.row) return;
    const box = over.getBoundingClientRect(), rows = rowsOf(held.list), goesDown = rows.indexOf(over) > rows.indexOf(held.row);
    if (goesDown ? event.clientY > box.top + box.height / 2 : event.clientY < box.top + box.height / 2) held.list.insertBefore(held.row, goesDown ? over.nextSibling : over);
  });
  const drop = (puts) => {
    if (!held) return;
    const { row, list, before } = held;
    held = null;
    row.classList.remove("is-moving");
    if (!puts) list.insertBefore(row, before);
    settle(list, row);
  };
  document.addEventListener("pointerup", () => drop(true));
  document.addEventListener("pointercancel", () => drop(false));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && drop(false));
})();
