/* Opens the log page without a line, as it was last seen. Whatever else the page asks for, and all that is
   sent, goes its usual way. */
"use strict";
const KEPT = "log";

async function ask(request) {
  const page = request.mode === "navigate";
  try {
    const answer = await fetch(request);
    /* Sent elsewhere, to log in for instance, or refused: what was kept is no longer this person's to open. */
    if (page && (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404)) await caches.delete(KEPT);
    else if (answer.ok && !answer.redirected) (await caches.open(KEPT)).put(kept(request), answer.clone());
    return answer;
  } catch (lost) {
    const last = await caches.match(kept(request), { cacheName: KEPT, ignoreVary: true });
    if (!last) throw lost;
    if (!page) return last;
    const html = (await last.text()).replace("<body ", "<body data-shell ");
    const policy = last.headers.get("Content-Security-Policy");
    return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } });
  }
}

/* The page whatever its parameters: `?channel=` only chooses in it. */
const kept = (request) => (request.mode === "navigate" ? new URL(request.url).pathname : request.url);

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  const ours = origin === self.location.origin && request.method === "GET";
  const page = request.mode === "navigate" && `${pathname}worker.js` === self.location.pathname;
  if (ours && (page || pathname.startsWith("/static/"))) event.respondWith(ask(request));
});
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
