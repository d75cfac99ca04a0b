// What the notebook keeps on this device: versions of notes that the server has not confirmed, and notes as last known.
// A version is written with strict durability and leaves only after the server's receipt.
const NAME = "inspectorate-notebook";

export function openStore() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("versions", { keyPath: "id" });
      asked.result.createObjectStore("notes", { keyPath: "note" });
    };
    asked.onsuccess = () => resolve(new Store(asked.result));
    asked.onerror = () => reject(asked.error);
  });
}

class Store {
  constructor(database) {
    this.database = database;
  }

  // Resolves once the rows are on the disk.
  put(table, rows) {
    return this.#write(table, (store) => rows.forEach((row) => store.put(row)));
  }

  remove(table, keys) {
    return this.#write(table, (store) => keys.forEach((key) => store.delete(key)));
  }

  #write(table, act) {
    return new Promise((resolve, reject) => {
      const change = this.database.transaction(table, "readwrite", { durability: "strict" });
      act(change.objectStore(table));
      change.oncomplete = () => resolve();
      change.onerror = () => reject(change.error);
      change.onabort = () => reject(change.error);
    });
  }

  all(table) {
    return new Promise((resolve, reject) => {
      const asked = this.database.transaction(table).objectStore(table).getAll();
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }
}
