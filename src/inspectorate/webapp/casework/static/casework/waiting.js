// What waits on this device until the server has confirmed it.

// The versions of notes of a case, whoever wrote them, in the order in which they were begun.
export async function pending(store, inCase) {
  const rows = await store.all("versions");
  return rows.filter((row) => row.case === inCase).sort((a, b) => a.number - b.number);
}

// The keys of the files of a case, whoever's they are: case, user, note, id.
export async function waitingFiles(store, inCase) {
  return (await store.keys("files")).filter(([one]) => one === inCase);
}

// The reports of faults that somebody wrote.
export async function waitingFaults(store, user) {
  return (await store.all("faults")).filter((row) => row.user === user);
}

// What somebody wrote for any case on this device: the versions of each note, the newest first, and files without their
// content, each by case; with the number of notes and files that others wrote.
export async function waitingOf(store, user) {
  const notes = new Map(), files = [], others = new Set();
  for (const row of (await store.all("versions")).sort((a, b) => b.number - a.number)) {
    const name = `${row.case} ${row.user} ${row.key ?? row.note}`;
    if (row.user !== user) others.add(name);
    else notes.set(name, [...(notes.get(name) ?? []), row]);
  }
  for (const key of await store.keys("files")) {
    if (key[1] !== user) others.add(String(key));
    else files.push(await described(store, key));
  }
  return { notes: [...notes.values()], files: files.filter(Boolean), others: others.size };
}

async function described(store, key) {
  const row = await store.get("files", key);
  return row && { key, case: row.case, name: row.name, size: row.content.byteLength };
}
