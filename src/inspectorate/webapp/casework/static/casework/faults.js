// Faults of the software reported from the notebook: kept on this device until the server has them.
import { post } from "./post.js";

// Keeps what stands in the fields for reporting a fault, and empties them.
export async function keepFault(store, fields, user) {
  if (!fields.fault.value.trim()) return;
  await store.put("faults", [{ id: crypto.randomUUID(), user, page: location.pathname, text: fields.fault.value,
    lost_work: fields.lost_work.checked, device_at: new Date().toISOString() }]);
  fields.fault.value = "";
  fields.lost_work.checked = false;
}

// Gives back why one could not be taken in, or nothing.
export async function sendFaults(store, rows, address) {
  const answer = await post(address, JSON.stringify({ faults: rows }), { headers: { "Content-Type": "application/json" },
    seconds: 10 });
  const said = answer.headers.get("Content-Type") === "application/json" ? await answer.json() : {};
  if (!answer.ok) return said.refused ?? `The server answers a report of a fault with ${answer.status}.`;
  await store.remove("faults", said.kept);
  return Object.values(said.refused ?? {})[0];
}
