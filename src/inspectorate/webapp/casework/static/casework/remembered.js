// What this device remembers beyond what waits to be sent: the page of the notebook, and notes as the server had them.
// It is for whoever is signed in, and goes when the server or another user says so.
export async function keepPage(start) {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(start.worker, { scope: start.scope });
  const worker = (await navigator.serviceWorker.ready).active;
  const needed = performance.getEntriesByType("resource").map((one) => one.name)
    .filter((name) => new URL(name).pathname.startsWith("/static/"));
  worker.postMessage({ page: location.href, needed });
}

// Removes the notes of which `note` holds, and the kept pages of whose address `page` holds.
export async function forget(store, note, page) {
  await store.remove("notes", (await store.all("notes")).filter(note).map((row) => row.note));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) if (page(request.url)) await cache.delete(request);
  }
}

// What somebody else who used this device was told of goes; what they wrote and did not send stays.
export async function forgetOthers(store, user) {
  const others = (note) => note.user !== user;
  if ((await store.all("notes")).some(others)) await forget(store, others, (page) => page.endsWith("/notebook/"));
}
