// Files attached to notes: kept on this device with their hash, and removed once the server names the same hash.
import { post } from "./post.js";

const GIVE_UP = 60; // seconds, and one for so many bytes more: a large file on a slow line takes its time
const BYTES_A_SECOND = 20_000;
const REST = 60_000; // milliseconds after which a file that could not be sent is tried again
const resting = new Map(); // by key: why, and when

// Keeps files for a note. Returns why one could not be kept, or nothing; the others are kept all the same.
export async function keepFiles(store, files, about, most) {
  let fault = "";
  for (const file of files) {
    if (file.size === 0) fault = `${file.name} is empty.`;
    else if (file.size > most) fault = `${file.name} is larger than ${Math.round(most / 1e6)} MB. Make it smaller.`;
    else fault = (await keep(store, file, about)) || fault;
  }
  return fault;
}

async function keep(store, file, about) {
  try {
    const content = await file.arrayBuffer();
    await store.put("files", [{ id: crypto.randomUUID(), ...about, name: file.name, content, sha256: await hash(content) }]);
    return "";
  } catch (fault) {
    return `${file.name} is not kept on this device: ${fault}.`;
  }
}

// Sends files one by one. One that the server refuses, that takes too long, or whose note it does not have yet, stays here
// and keeps no other from being sent. Gives back why one stays, or nothing.
export async function sendFiles(store, keys, address) {
  let why;
  for (const key of keys) {
    const last = resting.get(String(key));
    if (last && performance.now() - last.at < REST) {
      why = last.why;
      continue;
    }
    const row = await store.get("files", key);
    const said = row && (await sendFile(store, key, row, address)); // another tab may have sent it
    if (said) resting.set(String(key), { why: said, at: performance.now() });
    why = said ?? why;
  }
  return why;
}

async function sendFile(store, key, row, address) {
  const body = new FormData();
  body.append("file", new Blob([row.content]), row.name);
  const seconds = GIVE_UP + row.content.byteLength / BYTES_A_SECOND;
  let answer;
  try {
    answer = await post(address.replace("NOTE", row.note), body, { seconds });
  } catch (fault) {
    if (fault.name !== "TimeoutError") throw fault; // nobody answers, or the sender is signed out: so for all files
    return `${row.name} could not be sent in ${Math.round(seconds / 60)} minutes. It will be tried again.`;
  }
  if (answer.status === 404) return undefined;
  const said = answer.headers.get("Content-Type") === "application/json" ? await answer.json() : {};
  if (!answer.ok) return said.refused ?? `The server answers ${row.name} with ${answer.status}. It will be sent again.`;
  if (said.sha256 !== row.sha256) return `${row.name} did not arrive as it is here. It will be sent again.`;
  return store.remove("files", [key]);
}

async function hash(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
