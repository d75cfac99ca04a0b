// Keeps the page of a notebook, and what it is made of, for times without a connection. It never keeps evidence.
const CACHE = "inspectorate-notebook-4";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(onlyThis().then(() => self.clients.claim())));

// What an earlier release kept would be found first, with a form that is not this release's.
async function onlyThis() {
  const old = (await caches.keys()).filter((name) => name.startsWith("inspectorate-notebook-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("message", (event) => {
  // The page last: it is of no use without what it is made of.
  event.waitUntil(keep(event.data.needed).then(() => keep([event.data.page])));
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

// A gateway that finds no server behind it says these: as good as no connection.
const NOBODY = [502, 503, 504];

async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const given = await fetch(request);
    if (NOBODY.includes(given.status)) return (await cache.match(request.url)) ?? given;
    // Whoever has signed out, or has no part in the case any more, finds no page of it here later.
    if (request.mode === "navigate" && (given.type === "opaqueredirect" || [403, 404].includes(given.status))) {
      await cache.delete(request.url);
    }
    return given;
  } catch (fault) {
    const kept = await cache.match(request.url);
    if (kept) return kept;
    throw fault;
  }
}
