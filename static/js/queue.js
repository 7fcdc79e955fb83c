/* What is logged while the line is down: kept in this browser for whoever wrote it, shown, and sent once when
   the line is back. Loaded by the log page, and by other pages while something waits. */
(() => {
  "use strict";
  if (window.logQueue) return;
  window.logQueue = true;
  const { find, all, on, store, token, say, hush, toast, words, loginLink, loginPath, wrong } = window.cmhub;
  const person = () => document.body.dataset.user;
  const LONG_SIDE = 1600;
  const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (+c / 4)))).toString(16));

  /* The entries of everybody who logs on this device; each person sees and sends their own. */
  const database = new Promise((done, fail) => {
    const asked = indexedDB.open("cmhub-log", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  async function entries(mode, act) {
    const transaction = (await database).transaction("entries", mode);
    return new Promise((done, fail) => {
      const asked = act(transaction.objectStore("entries"));
      transaction.oncomplete = () => done(asked.result);
      transaction.onabort = transaction.onerror = () => fail(transaction.error);
    });
  }
  const everybodys = () => entries("readonly", (kept) => kept.getAll());
  const entryOf = (key) => entries("readonly", (kept) => kept.get(key));
  const put = (entry) => entries("readwrite", (kept) => kept.put(entry));
  const drop = (key) => entries("readwrite", (kept) => kept.delete(key));
  const inOrder = (list) => list.sort((a, b) => a.at - b.at);

  /* Writing down. */
  const form = () => find("form[data-queue]");
  let editing = null, deleted = new Map(), photo = null, guessed = "";
  const address = (sent) => new URL(sent.getAttribute("action") || location.pathname, location).pathname;
  async function keep(sent) {
    const data = new FormData(sent), picture = data.get("picture");
    if (!data.get("text").trim()) return sent.elements.text.focus();
    const fields = [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    if (sent.submitter?.name === "again") fields.push(["again", "1"]);
    const key = data.get("key"), at = editing?.key === key ? editing.at : Date.now();
    try {
      await put({ key, at, person: person(), url: address(sent), fields, photo: picture?.size ? picture : null });
    } catch { return say(words.failed); }
    editing = null;
    say(words.queued);
    empty(sent);
    await show();
    sent.elements.text.focus();
    tryAgain(SOON);
  }
  function empty(sent) {
    const { channel, proposed } = sent.elements, chosen = channel?.value; // the watch has none
    all("input:not([type=hidden]), textarea, select", sent).forEach((control) => {
      if (control.type === "radio") control.checked = control.defaultChecked;
      else if (control.tagName === "SELECT") control.selectedIndex = Math.max(0, [...control.options].findIndex((option) => option.defaultSelected));
      else control.value = "";
    });
    photo = null;
    guessed = "";
    if (channel) channel.value = proposed.value = chosen;
    sent.elements.key.value = uuid();
    find("#log-link")?.remove();
    sent.elements.text.dispatchEvent(new Event("input", { bubbles: true })); // its draft is forgotten
  }
  async function edit(key) {
    const sent = form(), entry = await entryOf(key);
    if (!sent || !entry) return;
    editing = entry;
    empty(sent);
    for (const [name, value] of entry.fields) if (sent.elements[name]) sent.elements[name].value = value;
    if (entry.photo) hold(sent.elements.picture, entry.photo);
    sent.elements.text.focus();
    await show();
  }

  /* A picture leaves as small as it is kept, and without what the camera wrote into it. */
  function hold(input, file) {
    const carrier = new DataTransfer();
    carrier.items.add(file instanceof File ? file : new File([file], "picture.jpg", { type: file.type }));
    input.files = carrier.files;
    [photo] = input.files;
  }
  async function shrink(input) {
    const [file] = input.files;
    photo = file ?? null;
    if (!file) return;
    try {
      const image = await createImageBitmap(file), ratio = Math.min(1, LONG_SIDE / Math.max(image.width, image.height));
      const canvas = document.createElement("canvas"), draw = canvas.getContext("2d");
      canvas.width = Math.round(image.width * ratio);
      canvas.height = Math.round(image.height * ratio);
      draw.fillStyle = "#fff";
      draw.fillRect(0, 0, canvas.width, canvas.height);
      draw.drawImage(image, 0, 0, canvas.width, canvas.height);
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      if (made && input.files[0] === file) hold(input, made);
    } catch { /* no picture that this browser reads: the server says so */ }
  }

  /* Showing what waits. */
  async function show() {
    const kept = inOrder(await everybodys()), mine = kept.filter((entry) => entry.person === person());
    store.set("waiting", mine.length ? String(mine.length) : null);
    const box = find("#waiting");
    if (!box) return;
    const shell = "shell" in document.body.dataset, others = kept.length - mine.length;
    box.hidden = !kept.length && !deleted.size && !shell;
    find("[data-shell]", box).hidden = !shell;
    find("[data-count]", box).textContent = mine.length;
    find("[data-others]", box).hidden = !others;
    find("[data-others-count]", box).textContent = others;
    find("[data-send]", box).hidden = !mine.length;
    find("[data-list]", box).replaceChildren(...inOrder([...mine, ...deleted.values()]).map((entry) => row(box, entry)));
  }
  function row(box, entry) {
    const made = find("template", box).content.cloneNode(true).firstElementChild, said = Object.fromEntries(entry.fields);
    const gone = deleted.has(entry.key), state = gone ? "deleted" : entry.refused ? "refused" : sending === entry.key ? "sending" : "waiting";
    made.dataset.key = entry.key;
    find("[data-author]", made).textContent = said.author;
    find("[data-text]", made).textContent = said.text.length > 200 ? `${said.text.slice(0, 200)}…` : said.text;
    find("[data-photo]", made).hidden = !entry.photo;
    find("[data-at]", made).textContent = new Date(entry.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    all("[data-state]", made).forEach((word) => { word.hidden = word.dataset.state !== state; });
    const reason = find("[data-reason]", made), known = find("[data-known]", made);
    reason.hidden = !entry.refused;
    reason.textContent = entry.refused ?? "";
    known.hidden = !entry.known;
    if (entry.known) known.href = entry.known;
    find("[data-edit]", made).hidden = find("[data-delete]", made).hidden = gone;
    find("[data-undo]", made).hidden = !gone;
    made.classList.toggle("muted", gone || editing?.key === entry.key);
    return made;
  }

  /* Sending: one after the other, each with its key, by which the server knows it again. */
  let busy = false, sending = null;
  const locked = (act) => (navigator.locks ? navigator.locks.request("cmhub-log", { ifAvailable: true }, (held) => held && act()) : act());
  async function flush() {
    if (busy || !navigator.onLine || !person()) return;
    busy = true;
    try { await locked(sendAll); } catch { /* the line is still down, whatever the browser says of it */ }
    busy = false;
    sending = null;
    await show();
  }
  /* A browser may say that a line is there when it leads nowhere, and then nothing tells when it leads somewhere. */
  const SOON = 3000, LATEST = 20000;
  let next = null;
  function tryAgain(pause) {
    clearTimeout(next);
    next = setTimeout(() => flush().finally(() => tryAgain(Math.min(2 * pause, LATEST))), pause);
  }
  async function sendAll() {
    const waiting = inOrder(await everybodys()).filter(({ person: whose, refused }) => whose === person() && !refused);
    let arrived = 0;
    for (const { key } of waiting) {
      const entry = key !== editing?.key && (await entryOf(key));
      if (!entry) continue;
      sending = key;
      await show();
      if (!(await send(entry))) break;
      arrived += 1;
    }
    if (!arrived) return;
    delete document.body.dataset.shell;
    hush();
    toast(words.sent);
  }
  async function post(entry) {
    const body = new FormData();
    entry.fields.forEach(([name, value]) => body.append(name, value));
    if (entry.photo) body.append("picture", entry.photo, "picture.jpg");
    body.append("person", entry.person);
    body.append("waited", Math.max(0, Math.round((Date.now() - entry.at) / 1000)));
    return fetch(entry.url, { method: "POST", body, headers: { "X-Waited": "1", "X-CSRFToken": token() ?? "" } });
  }
  async function send(entry) {
    let answer = await post(entry);
    if (answer.status === 403) { // the page is asked for again: with it comes a new token, if that was missing
      await fetch(entry.url);
      answer = await post(entry);
    }
    if (answer.status === 409 || new URL(answer.url).pathname === loginPath) { say(words.login, loginLink()); return false; }
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return false;
    const text = await answer.text();
    let said = {};
    try { said = JSON.parse(text); } catch { /* a page, not an answer to an entry */ }
    if (answer.ok) {
      if (!/^(logged|before)$/.test(said.state)) return false; // somebody else answers, such as a café's network
      await drop(entry.key);
      if (said.state === "before") toast(words.before);
      return true;
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    const reason = said.reasons?.join(" ") || find("[data-reason]", page)?.textContent.trim() || words.refused;
    await put({ ...entry, refused: reason, known: said.url || "" });
    say(words.unsent);
    return true;
  }

  /* What the link tells is filled in where the person has said nothing. */
  function fillIn() {
    const told = find("#log-link"), sent = form();
    if (!told || !sent) return;
    const { author, channel, proposed } = sent.elements;
    if (!author.value || author.value === guessed) author.value = guessed = told.dataset.author;
    if (channel.value !== proposed.value) return;
    channel.value = proposed.value = told.dataset.channel;
    if (!told.dataset.channel) channel.selectedIndex = -1;
  }

  on("unsent", (event) => {
    if (!event.target.matches("form[data-queue]")) return;
    event.preventDefault();
    keep(event.target);
  });
  on("change", ({ target }) => { if (target.name === "picture" && target.form?.matches("[data-queue]")) shrink(target); });
  on("click", async ({ target }) => {
    const button = target.closest("#waiting button");
    if (!button) return;
    const { dataset } = button, key = button.closest("[data-key]")?.dataset.key;
    if ("send" in dataset) return navigator.onLine ? flush() : say(words.offline);
    if ("edit" in dataset) return edit(key);
    if ("delete" in dataset) { deleted.set(key, await entryOf(key)); await drop(key); }
    if ("undo" in dataset) { await put(deleted.get(key)); deleted.delete(key); flush(); }
    await show();
  });
  on("htmx:beforeOnLoad", async ({ detail: { xhr, elt, requestConfig } }) => {
    if (xhr.status >= 400 || requestConfig.verb === "get" || !elt.matches?.("form[data-queue]") || wrong(xhr.responseText)) return;
    if (new URL(xhr.responseURL || location, location).pathname === loginPath) return;
    photo = editing = null;
    guessed = "";
    await drop(requestConfig.parameters?.key ?? "");
    show();
  });
  on("htmx:afterSwap", ({ detail: { target } }) => { if (target.id === "log-told") fillIn(); });
  on("htmx:load", ({ target }) => { if (form() && target.contains(form())) begin(); });
  addEventListener("online", () => { delete document.body.dataset.shell; flush(); });
  on("visibilitychange", () => document.hidden || flush());

  async function openWithoutLine(box) {
    if (!navigator.serviceWorker || !window.caches) return;
    await navigator.serviceWorker.register(box.dataset.worker, { scope: location.pathname });
    if (navigator.serviceWorker.controller) return;
    const parts = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(`${location.origin}/static/`));
    await (await caches.open("log")).addAll([...new Set([location.pathname, ...parts])]);
  }
  function begin() {
    const box = find("#waiting"), sent = form();
    if (sent && "shell" in document.body.dataset) sent.elements.key.value = uuid(); // that of the kept page may be used
    if (sent && photo && !sent.elements.picture.files.length) hold(sent.elements.picture, photo);
    if (box) openWithoutLine(box).catch(() => {});
    show().then(flush);
    tryAgain(SOON);
  }
  begin();
})();
