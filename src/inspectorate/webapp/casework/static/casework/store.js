// What the notebook keeps on this device: versions of notes and files that the server has not confirmed, and notes as
// last known. All is written with strict durability, and leaves only after the server's receipt.
const NAME = "inspectorate-notebook";
const VERSION = 3;
// What each version of the store added. Nothing is ever taken out of it: an older release still finds what it knows.
const ADDED = [[["versions", "id"], ["notes", "note"]], [["files", ["case", "user", "note", "id"]]], [["faults", "id"]]];

// `giveWay` is awaited before the store closes because a newer release of the notebook opens it in another tab; `blocked`
// is called while an older one in another tab has not closed it yet.
export async function openStore(giveWay, blocked) {
  const database = await opened(VERSION, blocked).catch((fault) => {
    if (fault.name !== "VersionError") throw fault;
    return opened(); // a newer release was here before this one
  });
  database.onversionchange = () => giveWay().then(() => database.close());
  return new Store(database);
}

function opened(version, blocked = null) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, version);
    asked.onupgradeneeded = (event) => {
      for (const [table, key] of ADDED.slice(event.oldVersion, VERSION).flat()) {
        asked.result.createObjectStore(table, { keyPath: key });
      }
    };
    asked.onblocked = blocked;
    asked.onsuccess = () => resolve(asked.result);
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

  // Removes each row that is still as it is given here: one that was written again meanwhile stays.
  removeSame(table, rows) {
    return this.#write(table, (store) => rows.forEach((row) => {
      const asked = store.get(row.id);
      asked.onsuccess = () => { if (JSON.stringify(asked.result) === JSON.stringify(row)) store.delete(row.id); };
    }));
  }

  // Puts what `change` makes of all rows, with no other writer in between.
  edit(table, change) {
    return this.#write(table, (store) => {
      const asked = store.getAll();
      asked.onsuccess = () => change(asked.result).forEach((row) => store.put(row));
    });
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
    return this.#read(table, (store) => store.getAll());
  }

  // Files are large: they are counted by their keys, and read one at a time.
  keys(table) {
    return this.#read(table, (store) => store.getAllKeys());
  }

  get(table, key) {
    return this.#read(table, (store) => store.get(key));
  }

  #read(table, ask) {
    return new Promise((resolve, reject) => {
      const asked = ask(this.database.transaction(table).objectStore(table));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }
}
