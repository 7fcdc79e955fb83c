{% load static %}/* Shows what a push service brings, and leads to it. It serves no page and keeps nothing. */
"use strict";
self.addEventListener("push", (event) => {
  let told = {};
  try { told = event.data.json(); } catch { /* nothing that is ours */ }
  const { title = "CM Hub", body = "", tag, url = "/notifications/" } = told;
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url }, icon: "{% static "favicon.svg" %}" }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const page = new URL(event.notification.data.url, self.location.origin);
  if (page.origin === self.location.origin) event.waitUntil(self.clients.openWindow(page.href));
});
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
