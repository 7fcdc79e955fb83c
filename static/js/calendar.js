/* Posts move to another day: dragged with a mouse, or picked up by their button and put on a day by a tap, by the
   arrow keys or by the fields of the bar. The bar is the form that is sent; the server draws the calendar anew. */
(() => {
  "use strict";
  if (window.calendarHears) return;
  window.calendarHears = true;
  const FAR = 6, EDGE = 70;
  const bar = () => document.getElementById("move");
  const calendar = () => document.getElementById("calendar");
  const cellOf = (target) => target?.closest?.("#calendar [data-day]");
  const cellFor = (day) => document.querySelector(`#calendar [data-day="${day}"]`);
  const shift = (day, by) => { const date = new Date(`${day}T12:00Z`); date.setUTCDate(date.getUTCDate() + by); return date.toISOString().slice(0, 10); };
  const words = (day) => cellFor(day)?.dataset.words ?? new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T12:00Z`));
  const today = () => new Date().toLocaleDateString("sv");
  let held = null, pressed = null, dragged = false;

  function aim(day, speaks = true) {
    const form = bar();
    document.querySelectorAll(".is-target").forEach((cell) => cell.classList.remove("is-target"));
    cellFor(day)?.classList.add("is-target");
    form.elements.day.value = day;
    if (speaks) form.querySelector("[data-told]").textContent = form.dataset.chosen.replace("{day}", words(day));
  }
  function pick(card) {
    const form = bar(), day = card.closest("[data-day]")?.dataset.day ?? "";
    release();
    held = { id: card.id, day, plan: card.dataset.plan };
    card.classList.add("is-held");
    calendar().classList.add("is-choosing");
    if (held.plan) return;
    form.setAttribute("hx-post", card.dataset.post);
    window.htmx.process(form);
    form.querySelector("[data-what]").textContent = card.dataset.title;
    form.elements.edition.value = card.dataset.edition;
    form.elements.time.value = card.dataset.time;
    aim(day || today(), false);
  }
  function release() {
    document.querySelectorAll(".is-held, .is-target").forEach((one) => one.classList.remove("is-held", "is-target"));
    calendar()?.classList.remove("is-choosing");
    if (bar()) bar().hidden = true;
    held = null;
  }
  function put(day) {
    if (held.plan) {
      const url = `${held.plan}&day=${day}`;
      release();
      window.htmx.ajax("GET", url, { target: "#dialog-body", swap: "innerHTML" });
      return;
    }
    aim(day, false);
    bar().requestSubmit();
  }
  function leave() {
    const button = held && document.getElementById(held.id)?.querySelector("[data-move]");
    release();
    button?.focus();
  }

  /* By its button: a tap on a day, the arrows and Enter, or the fields of the bar. */
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (dragged) { dragged = false; event.preventDefault(); event.stopPropagation(); return; }
    if (target.closest("[data-cancel]")) return leave();
    const button = target.closest("[data-move]"), card = button?.closest("[data-post]");
    if (card && !(held && cellOf(target) && card.id !== held.id)) {
      event.preventDefault();
      event.stopPropagation();
      if (held?.id === card.id) return leave();
      pick(card);
      bar().hidden = false;
      return;
    }
    const cell = held && !bar().hidden && cellOf(target);
    if (!cell) return;
    event.preventDefault();
    event.stopPropagation();
    put(cell.dataset.day);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (!held || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { event.preventDefault(); pressed = null; return leave(); }
    if (bar().hidden || event.target.closest("#move")) return;
    const day = bar().elements.day.value, down = document.querySelector(".cal--list") ? 1 : 7;
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -down, ArrowDown: down }[event.key];
    if (by === undefined && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (!by) return put(day);
    aim(shift(day, by));
    cellFor(bar().elements.day.value)?.scrollIntoView({ block: "nearest" });
  }, true);
  document.addEventListener("input", ({ target }) => {
    if (held && target.name === "day" && target.form === bar() && target.value) aim(target.value);
  });

  /* With a mouse. */
  document.addEventListener("pointerdown", (event) => {
    const card = event.target.closest?.("[data-post], [data-plan]");
    dragged = false;
    pressed = card && event.pointerType === "mouse" && !event.button && !held && !event.target.closest("button, form a")
      ? { card, x: event.clientX, y: event.clientY } : null;
  });
  document.addEventListener("dragstart", (event) => pressed && event.preventDefault());
  document.addEventListener("pointermove", (event) => {
    if (!pressed) return;
    if (!held) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < FAR) return;
      pick(pressed.card);
      getSelection()?.removeAllRanges();
    }
    const cell = cellOf(document.elementFromPoint(event.clientX, event.clientY));
    if (cell) aim(cell.dataset.day, false);
    if (event.clientY < EDGE) scrollBy(0, -12);
    else if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
  });
  document.addEventListener("pointerup", (event) => {
    if (!pressed) return;
    const begun = held;
    pressed = null;
    if (!begun) return;
    dragged = true; // the click that follows is none
    setTimeout(() => { dragged = false; });
    const cell = cellOf(document.elementFromPoint(event.clientX, event.clientY));
    if (cell && cell.dataset.day !== begun.day) put(cell.dataset.day);
    else release();
  });
  document.addEventListener("pointercancel", () => { if (pressed) { pressed = null; release(); } });

  /* What was sent is done, or was refused with the reason: either way the calendar stands as it is now. */
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id !== "calendar" || !held) return;
    const { id } = held;
    release();
    document.getElementById(id)?.querySelector("[data-move]")?.focus({ preventScroll: true });
  });
})();
