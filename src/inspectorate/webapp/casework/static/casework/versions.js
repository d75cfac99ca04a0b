// Gives versions to the server, in pieces that it takes, and takes each off this device once it is safe there.
import { post } from "./post.js";

const MOST = 900_000; // bytes in one piece, unless one version alone has more
const GIVE_UP = 10; // seconds
const REST = 60_000; // milliseconds after which what was refused is tried again, though nobody changed it
const DAY = /^\d{4}-\d\d-\d\d$/;
// Versions that the server keeps under another id, as it had other words under theirs: what follows them says so.
const keptAs = new Map();
const resting = new Map(); // by id: why a version was refused, when, and as it was then

// Gives back why versions were refused, by id. One that is refused keeps no other from being sent. `taken` is told of each
// version that is safe, and under which id. Throws a fault where the server cannot be reached or is not for whoever asks.
export async function giveVersions(store, address, rows, taken) {
  const refused = {};
  const tried = rows.filter((row) => !rests(row));
  for (const row of rows) if (!tried.includes(row)) refused[row.id] = resting.get(row.id).why;
  for (const piece of pieces(tried)) Object.assign(refused, await give(store, address, piece, taken));
  for (const row of tried) {
    if (refused[row.id]) resting.set(row.id, { why: refused[row.id], device_at: row.device_at, at: performance.now() });
  }
  return refused;
}

function rests(row) {
  const last = resting.get(row.id);
  return last?.device_at === row.device_at && performance.now() - last.at < REST;
}

function pieces(rows) {
  const found = [];
  let size = Infinity;
  for (const row of rows) {
    const bytes = new Blob([JSON.stringify(row)]).size;
    if (size + bytes > MOST) {
      found.push([]);
      size = 0;
    }
    found.at(-1).push(row);
    size += bytes;
  }
  return found;
}

async function give(store, address, rows, taken) {
  const body = JSON.stringify({ versions: rows.map(readable) });
  const answer = await post(address, body, { headers: { "Content-Type": "application/json" }, seconds: GIVE_UP });
  if (answer.status === 404) {
    throw { refused: true, sentence: "The server takes nothing for this case from you. What waits here stays on this device." };
  }
  if (answer.status >= 500) throw { sentence: `The server has a fault (${answer.status}). It will be tried again.` };
  if (!answer.ok) return alone(store, address, rows, taken, answer);
  const receipt = await answer.json();
  const safe = rows.filter((row) => receipt.kept.includes(row.id));
  for (const [id, as] of Object.entries(receipt.kept_as ?? {})) keptAs.set(id, as);
  for (const row of safe) taken(row.id, keptAs.get(row.id) ?? row.id);
  await store.removeSame("versions", safe);
  return receipt.refused;
}

// The server does not take a whole piece: each version is tried by itself, and the one that it is about waits.
async function alone(store, address, rows, taken, answer) {
  if (rows.length === 1) return { [rows[0].id]: await reason(answer) };
  const refused = {};
  for (const row of rows) Object.assign(refused, await give(store, address, [row], taken));
  return refused;
}

async function reason(answer) {
  const said = answer.headers.get("Content-Type") === "application/json" ? await answer.json() : {};
  return said.refused ?? `The server does not take this note (${answer.status}): it may be too large. Split it.`;
}

function readable(row) {
  return { ...row, about_on: DAY.test(row.about_on) ? row.about_on : null, after: keptAs.get(row.after) ?? row.after };
}
