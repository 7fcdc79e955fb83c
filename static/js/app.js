/* What pages do beyond links and forms. All of it is an addition: pages work without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const on = (type, act, capture = false) => document.addEventListener(type, act, capture);
  const words = JSON.parse(find("#words").textContent);
  /* Each person's own. */
  const own = (name) => document.body.dataset.user + name;
  const store = {
    get(name) { try { return localStorage.getItem(own(name)); } catch { return null; } },
    set(name, value) { try { value === null ? localStorage.removeItem(own(name)) : localStorage.setItem(own(name), value); } catch { /* private browsing */ } },
  };
  const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1];
  const token = () => cookie(document.body.dataset.csrf);
  const loginPath = document.body.dataset.login;
  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  root.classList.add("js");
  /* The page that opens without a line was kept for whoever was here last, and for nobody else. */
  try {
    const { user, shell } = document.body.dataset;
    if (shell === undefined && localStorage.getItem("who") !== user) {
      localStorage.setItem("who", user);
      window.caches?.delete("log");
    }
  } catch { /* private browsing */ }

  /* The line at the top: what happened, what was kept, what to do. */
  function say(text, action) {
    const line = find("#line");
    if (!line) return;
    line.replaceChildren(element("p", { className: "banner banner--danger" }, text, ...(action ? [action] : [])));
  }
  const hush = () => find("#line")?.replaceChildren();
  const retry = (act) => element("button", { type: "button", className: "btn btn--small", textContent: words.retry, onclick: () => { hush(); act(); } });
  const loginLink = () => element("a", { href: loginPath, target: "_blank", textContent: words.loginlink });
  function toast(text) {
    const close = element("button", { type: "button", className: "btn", textContent: words.close });
    close.dataset.dismiss = "";
    const made = element("div", { className: "toast" }, element("p", {}, text), close);
    made.dataset.toast = "";
    find("#toasts")?.append(made);
    fade(made);
  }
  const fade = (made) => find("form", made) || setTimeout(() => made.remove(), 9000);

  /* Durations and deadlines, as cmhub.lib.durations writes them. */
  const fill = (pattern, values) => pattern.replace(/%\((\w+)\)(?:0(\d))?[ds]/g, (_, name, width = 0) => String(values[name]).padStart(width, "0"));
  function length(seconds) {
    const minutes = Math.floor(seconds / 60), hours = Math.round(seconds / 3600);
    const words_of = minutes < 60 ? [words.min, { minutes }]
      : minutes < 1440 ? [minutes % 60 ? words.hmin : words.h, { hours: Math.floor(minutes / 60), minutes: minutes % 60 }]
      : [hours % 24 ? words.dh : words.d, { days: Math.floor(hours / 24), hours: hours % 24 }];
    return fill(...words_of).replace(/ /g, "\u00a0");
  }
  function tick() {
    for (const chip of all("[data-due]")) {
      const left = (new Date(chip.dateTime) - Date.now()) / 1000, late = left < 0, near = Math.abs(left) < 60;
      const text = near ? (late ? words.justlate : words.soon) : fill(late ? words.late : words.left, { duration: length(Math.abs(left)) });
      find("[data-words]", chip).textContent = text;
      chip.className = `due due--${late ? "late" : left < 7200 ? "soon" : "later"}`;
      const use = find("use", chip);
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, late ? "#alarm" : "#clock"));
    }
    for (const time of all("[data-ago]")) {
      const age = (Date.now() - new Date(time.dateTime)) / 1000;
      time.textContent = age < 60 ? words.now : fill(words.ago, { duration: length(age) });
    }
  }
  setInterval(() => document.hidden || tick(), 60000);
  on("visibilitychange", () => document.hidden || tick());

  /* Drafts of texts: kept on this device until they have been sent. */
  const draftName = (area) => `draft:${area.dataset.draftKey}`;
  function restore(area) {
    const kept = store.get(draftName(area));
    if (!kept || kept === area.value || (area.value && !("draftOver" in area.dataset))) return;
    area.value = kept;
    area.closest("details")?.setAttribute("open", "");
    area.after(element("p", { className: "hint", textContent: words.restored }));
  }
  const forget = (form) => all("[data-draft-key]", form).forEach((area) => store.set(draftName(area), null));
  on("input", ({ target }) => {
    if (target.dataset.draftKey) store.set(draftName(target), target.value || null);
  });
  on("change", ({ target }) => {
    if ("autosubmit" in target.dataset) target.form.requestSubmit();
    if ("keysOff" in target.dataset) store.set("keys-off", target.checked ? "1" : null);
  });

  /* What waits for the line has a script of its own, for which other forms ask by the event "unsent". */
  if (store.get("waiting") && !find("script[src*='js/queue']")) document.head.append(element("script", { src: document.body.dataset.queue }));
  addEventListener("online", hush);
  addEventListener("offline", () => say(words.offline));

  /* Requests of HTMX. Forms that post are sent by it, so that a lost line takes nothing away. */
  const wrong = (html) => /data-error-summary|field__error/.test(html);
  const polling = (asker) => "quiet" in asker.dataset || /every|thr|load|inter/.test(asker.getAttribute("hx-trigger") || "");
  const formOf = (asker) => asker.closest?.("form");
  on("htmx:beforeProcessNode", ({ target }) => {
    if (target.matches("form[method=post]:not([data-native],[hx-post],[hx-boost])")) target.setAttribute("hx-boost", "true");
  });
  on("htmx:configRequest", ({ detail }) => {
    const current = token();
    if (!current || detail.verb === "get") return;
    detail.headers["X-CSRFToken"] = current;
    if (detail.parameters.csrfmiddlewaretoken) detail.parameters.csrfmiddlewaretoken = current;
  });
  on("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail, form = formOf(elt);
    if (polling(elt)) { if (document.hidden) event.preventDefault(); return; }
    if (form && requestConfig.verb !== "get") {
      if (form.dataset.sending) return event.preventDefault();
      form.dataset.sending = "1";
      form.submitter = requestConfig.triggeringEvent?.submitter ?? null;
      (form.submitter ?? find("button:not([type=button])", form))?.setAttribute("aria-busy", "true");
    }
    root.dataset.busy = "";
  });
  on("htmx:afterRequest", ({ detail }) => {
    delete root.dataset.busy;
    const form = formOf(detail.elt);
    if (!form) return;
    delete form.dataset.sending;
    all("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
  });
  on("htmx:beforeOnLoad", (event) => {
    const { xhr, elt, requestConfig } = event.detail;
    const led = xhr.getResponseHeader("HX-Redirect") || xhr.responseURL;
    if (led && new URL(led, location).pathname === loginPath && location.pathname !== loginPath) {
      event.preventDefault();
      return say(words.login, loginLink());
    }
    if (xhr.status >= 400) return;
    if (!polling(elt)) hush();
    if (requestConfig.verb !== "get" && formOf(elt) && !wrong(xhr.responseText)) forget(formOf(elt));
  });
  function again(asker) {
    const form = formOf(asker);
    return retry(() => (form ? form.requestSubmit(form.submitter?.isConnected ? form.submitter : null) : asker.click()));
  }
  function lost({ detail: { elt } }) {
    if (polling(elt)) return;
    const form = formOf(elt);
    if (!form || form.dispatchEvent(new CustomEvent("unsent", { bubbles: true, cancelable: true }))) say(words.failed, again(elt));
  }
  on("htmx:sendError", lost);
  on("htmx:timeout", lost);
  on("htmx:responseError", (event) => {
    const { xhr, elt } = event.detail;
    if (/50[234]/.test(xhr.status)) return lost(event); // nobody is there to answer
    if (polling(elt)) return;
    if (xhr.status >= 500) return say(words.broken, again(elt));
    const reason = find("[data-reason]", new DOMParser().parseFromString(xhr.responseText, "text/html"));
    say(reason?.textContent.trim() || words.refused);
  });
  on("htmx:afterSwap", ({ detail: { target, boosted } }) => {
    if (target.id === "dialog-body") {
      const dialog = target.closest("dialog");
      dialog.setAttribute("aria-label", find("h1, h2", target)?.textContent.trim() ?? "");
      if (!dialog.open) dialog.showModal();
    }
    if (boosted) find("#main")?.focus({ preventScroll: true });
  });
  on("htmx:load", ({ target }) => ready(target));
  on("dialog:close", () => all("dialog[open]").forEach((dialog) => dialog.close()));

  /* Clicks and sending without HTMX. */
  on("submit", (event) => {
    const form = event.target;
    const asked = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (asked && !confirm(asked)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (form.dataset.native !== undefined && form.method === "post") {
      if (form.dataset.sending) return event.preventDefault();
      form.dataset.sending = "1";
      event.submitter?.setAttribute("aria-busy", "true");
    }
  }, true);
  addEventListener("pageshow", () => all("form[data-native][data-sending]").forEach((form) => {
    delete form.dataset.sending;
    all("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
  }));
  on("click", (event) => {
    const { target } = event;
    all("details.menu[open]").forEach((menu) => menu.contains(target) || (menu.open = false));
    const button = target.closest("[data-dialog], [data-close], [data-dismiss], [data-theme-to]");
    if (!button) { if (target.matches("dialog")) target.close(); return; }
    const { dialog, themeTo } = button.dataset;
    if (dialog) find(`#${dialog}`).showModal();
    else if ("close" in button.dataset) button.closest("dialog").close();
    else if ("dismiss" in button.dataset) button.closest("[data-toast]").remove();
    else theme(themeTo);
  });
  function theme(chosen) {
    document.cookie = `theme=${chosen}; path=/; max-age=${chosen ? 31536000 : 0}; samesite=lax`;
    chosen ? (root.dataset.theme = chosen) : delete root.dataset.theme;
    marks();
    document.dispatchEvent(new Event("theme"));
  }
  const marks = () => all("[data-theme-to]").forEach((button) => button.setAttribute("aria-pressed", button.dataset.themeTo === (root.dataset.theme ?? "")));

  /* Keys. */
  function move(step) {
    const rows = all("[data-row]").filter((row) => row.offsetParent);
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
    find("a[href], button", row ?? document.createElement("p"))?.focus();
    row?.scrollIntoView({ block: "nearest" });
  }
  on("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = document.activeElement?.closest("details.menu[open]") ?? find("details.menu[open]");
      if (menu) { menu.open = false; find("summary", menu).focus(); }
    }
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || store.get("keys-off")) return;
    const key = event.key.toLowerCase();
    const wanted = find(`[data-key="${CSS.escape(key)}"]`);
    const row = event.target.closest?.("[data-row]");
    const link = row && find("a[href^='/interactions/']", row);
    if (row && key === "x") find("[type=checkbox]", row)?.click();
    else if (link && (key === "r" || key === "e")) location.assign(link.pathname + (key === "r" ? "#answer" : "pass-on/"));
    else if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (key === "?") find("#keys").showModal();
    else if (wanted) {
      event.preventDefault();
      wanted.matches("input:not([type=radio], [type=checkbox]), textarea, select") ? wanted.focus() : wanted.click();
    }
  });

  /* What a fresh piece of page needs. */
  function ready(piece) {
    all("[data-draft-key]", piece).forEach(restore);
    all("[data-toast]", piece).forEach(fade);
    all("[data-keys-off]", piece).forEach((box) => { box.checked = Boolean(store.get("keys-off")); });
    const problem = find("[data-error-summary]", piece);
    problem?.focus();
    if (problem) setTimeout(() => problem.scrollIntoView({ block: "center" })); // a page that was sent goes to its top last
    if (location.hash === "#answer" && find("main", piece)) find("#answer textarea")?.focus();
    marks();
    tick();
    const toasts = find("#toasts", piece);
    if (toasts?.children.length) setTimeout(() => toasts.replaceChildren(...toasts.children), 200); // else it is not read out
  }
  window.cmhub = { find, all, on, store, token, say, hush, toast, words, loginLink, loginPath, wrong };
  on("DOMContentLoaded", () => { window.htmx || ready(document); });
})();
