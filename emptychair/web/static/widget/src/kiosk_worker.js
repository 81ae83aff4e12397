// Lets the tablet start without a connection: what came last is kept, and used when nothing comes.
const KEPT = "emptychair-kiosk-1";
const mayKeep = (request) => request.method === "GET" && new URL(request.url).origin === location.origin;

async function fetched(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      const kept = await caches.open(KEPT);
      await kept.put(request, answer.clone());
    }
    return answer;
  } catch (problem) {
    const known = await caches.match(request);
    if (known) return known;
    throw problem;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (mayKeep(event.request)) event.respondWith(fetched(event.request));
});
