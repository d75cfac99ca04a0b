// Keeps the page of a notebook, and what it is made of, for times without a connection. It never keeps evidence.
const CACHE = "inspectorate-notebook-3";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  event.waitUntil(keep([event.data.page, ...event.data.needed]));
});

async function keep(addresses) {
  const cache = await caches.open(CACHE);
  await Promise.all(addresses.map(async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await cache.put(address, answer);
  }));
}

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  const notebook = event.request.mode === "navigate" && /^\/cases\/[^/]+\/notebook\/$/.test(path);
  if (event.request.method === "GET" && (notebook || path.startsWith("/static/"))) event.respondWith(answer(event.request));
});

async function answer(request) {
  try {
    const given = await fetch(request);
    // Whoever has signed out, or has no part in the case any more, finds no page of it here later.
    if (request.mode === "navigate" && (given.type === "opaqueredirect" || [403, 404].includes(given.status))) {
      await (await caches.open(CACHE)).delete(request.url);
    }
    return given;
  } catch (fault) {
    const kept = await caches.match(request.url);
    if (kept) return kept;
    throw fault;
  }
}
