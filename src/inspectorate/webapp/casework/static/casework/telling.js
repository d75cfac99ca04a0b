// What the notebook says of itself. `#state` is read aloud, so it says only what has changed; `#since` says when.
const LATE = 4000; // milliseconds after which what waits is worth a word
const SOON = "What you write is saved on this device, and sent within seconds.";

// `told`: when something was saved and sent, and what is wrong. `waiting`: what is not sent yet.
export function tell(told, waiting) {
  say("state", state(told, waiting));
  say("since", since(told));
}

export function say(id, text) {
  const place = document.getElementById(id);
  if (place && place.textContent !== text) place.textContent = text;
}

function state(told, { rows, files, faults, others }) {
  const parts = [];
  const problem = Object.values(told.problems).find(Boolean);
  const late = !navigator.onLine || problem || files || faults || rows.some((row) => Date.now() - row.begun > LATE);
  const notes = new Set(rows.map((row) => row.note)).size;
  if (late) {
    if (notes) parts.push(`${count(notes, "note")} waiting to be sent.`);
    if (files) parts.push(`${count(files, "file")} waiting to be sent.`);
    if (faults) parts.push(`${count(faults, "report")} of a fault waiting to be sent.`);
  }
  if (!parts.length && !told.unsaved) parts.push(told.saved ? SOON : "Nothing waits to be sent.");
  if (others) parts.push("Some were written by somebody else on this device and wait for them to sign in.");
  if (told.unsaved) parts.push(told.unsaved);
  if (!navigator.onLine) parts.push("No connection.");
  else if (problem) parts.push(problem);
  return parts.join(" ");
}

function since(told) {
  const parts = [told.saved ? `Saved on this device ${ago(told.saved)}.` : "Nothing is written yet."];
  if (told.sent) parts.push(`Sent ${clock(told.sent)}.`);
  return parts.join(" ");
}

export function count(number, name) {
  return `${number} ${name}${number === 1 ? "" : "s"}`;
}

function ago(then) {
  const seconds = Math.round((Date.now() - then) / 1000);
  return seconds < 60 ? `${count(seconds, "second")} ago` : `at ${clock(then)}`;
}

function clock(then) {
  return new Date(then).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
