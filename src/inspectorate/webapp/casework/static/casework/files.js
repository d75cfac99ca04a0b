// Files attached to notes: kept on this device with their hash, and removed once the server names the same hash.
import { post } from "./post.js";

const GIVE_UP = 120; // seconds

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

// Sends files one by one. One that the server refuses, or whose note it does not have yet, stays here and keeps no other
// from being sent.
export async function sendFiles(store, keys, address, told) {
  for (const key of keys) {
    const row = await store.get("files", key);
    const body = new FormData();
    body.append("file", new Blob([row.content]), row.name);
    const answer = await post(address.replace("NOTE", row.note), body, { seconds: GIVE_UP });
    if (answer.status === 404) continue;
    if (answer.status === 400) told.problem = (await answer.json()).refused;
    else if (!answer.ok) throw new Error(String(answer.status));
    else if ((await answer.json()).sha256 === row.sha256) await store.remove("files", [key]);
    else told.problem = `${row.name} did not arrive as it is here. It will be sent again.`;
  }
}

async function hash(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
