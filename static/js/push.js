/* Notifications of this browser: asked for on the page of preferences, kept by the server with what the browser
   gives. Without it the page says that this browser cannot. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-push]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  const show = (name, shown = true) => { document.querySelector(`[data-push-${name}]`).hidden = !shown; };
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const key = form.dataset.push;
  const scope = form.dataset.worker.replace(/[^/]*$/, "");
  const same = (subscription) => {
    const used = subscription.options.applicationServerKey, ours = bytes(key);
    return used && new Uint8Array(used).every((byte, place) => byte === ours[place]);
  };

  async function begin() {
    show("none", false);
    if (Notification.permission === "denied") return show("refused");
    const registration = await navigator.serviceWorker.getRegistration(scope);
    const subscription = await registration?.pushManager.getSubscription();
    const known = subscription && [...document.querySelectorAll("[data-endpoint]")].some(({ dataset }) => dataset.endpoint === subscription.endpoint);
    if (known && same(subscription)) return show("on");
    form.hidden = false;
  }
  async function subscribe() {
    if (await Notification.requestPermission() !== "granted") { form.hidden = true; return show("refused"); }
    const registration = await navigator.serviceWorker.register(form.dataset.worker, { scope });
    let subscription = await registration.pushManager.getSubscription();
    if (subscription && !same(subscription)) { await subscription.unsubscribe(); subscription = null; }
    if (!registration.active) await new Promise((done) => (registration.installing ?? registration.waiting).addEventListener("statechange", ({ target }) => target.state === "activated" && done()));
    subscription ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
    const { endpoint, keys } = subscription.toJSON();
    Object.assign(form.elements.endpoint, { value: endpoint });
    Object.assign(form.elements.p256dh, { value: keys.p256dh });
    Object.assign(form.elements.auth, { value: keys.auth });
    form.submit();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    subscribe().catch(() => { form.hidden = true; show("none"); });
  });
  begin();
})();
