// What was typed into forms and is kept by `design/unsent.js` until the server has it. It is only read here.
const NAME = "inspectorate-unsent";
const LOCK = "inspectorate-unsent-";

// Each draft with the id of its writer, its page, when it was typed, its words, and whether an open page is writing it.
export async function typedTexts() {
  const written = await writing();
  const had = document.cookie.split("; ").map((one) => one.split("=")[0]); // what the server has said that it has
  return (await drafts()).filter((row) => !had.includes(`received-${row.id}`)).map(({ id, user, page, at, values }) =>
    ({ user, page, at, text: words(values), open: written.has(id) })).filter((one) => one.text);
}

function words(values) {
  return values.filter((one) => one.written && one.value.trim()).map((one) => one.value).join("\n\n");
}

function drafts() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME);
    asked.onupgradeneeded = () => asked.transaction.abort(); // there is none, and none is made here
    asked.onerror = () => (asked.error.name === "AbortError" ? resolve([]) : reject(asked.error));
    asked.onsuccess = () => {
      const all = asked.result.transaction("drafts").objectStore("drafts").getAll();
      all.onsuccess = () => { asked.result.close(); resolve(all.result); };
      all.onerror = () => reject(all.error);
    };
  });
}

async function writing() {
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  return new Set(held.filter((lock) => lock.name.startsWith(LOCK)).map((lock) => lock.name.slice(LOCK.length)));
}
