// This tab among the others on this device. It holds a lock named by its id for as long as it lives, so that each
// version has one writer, and another tab takes over what a tab that is gone left behind.
const NAME = "inspectorate-tab-";
export const tab = crypto.randomUUID();

export function device() {
  let id = localStorage.getItem("inspectorate-device");
  if (!id) localStorage.setItem("inspectorate-device", (id = crypto.randomUUID()));
  return id;
}

// Resolves once the others can see that this tab is open.
export function live() {
  return new Promise((resolve) => {
    if (!navigator.locks) return resolve();
    navigator.locks.request(NAME + tab, () => {
      resolve();
      return new Promise(() => {}); // held until the page is gone
    });
  });
}

// As `live`, for as long as `act` takes.
export function during(act) {
  return navigator.locks ? navigator.locks.request(NAME + tab, act) : act();
}

// The ids of the tabs that are open.
export async function living() {
  if (!navigator.locks) return new Set([tab]);
  const { held } = await navigator.locks.query();
  return new Set(held.filter((lock) => lock.name.startsWith(NAME)).map((lock) => lock.name.slice(NAME.length)));
}

// Takes over the rows of `table` that are `mine` to send and whose tab is gone. Gives back all that this tab writes.
export async function claim(store, table, mine) {
  const open = await living();
  let rows = [];
  await store.edit(table, (all) => {
    const gone = all.filter((row) => mine(row) && row.tab !== tab && !open.has(row.tab));
    for (const row of gone) row.tab = tab;
    rows = all.filter((row) => mine(row) && row.tab === tab);
    return gone;
  });
  return rows;
}
