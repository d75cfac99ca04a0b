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
