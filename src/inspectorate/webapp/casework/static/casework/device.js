// What waits on this device, for whoever is signed in: to read, to copy, to download and to send. Nothing here removes
// any of it before the server has confirmed it, as in the notebook.
import { sendFaults } from "./faults.js";
import { sendFiles } from "./files.js";
import { fileEntry, part, textEntry } from "./pieces.js";
import { openStore } from "./store.js";
import { claim, during, living } from "./tab.js";
import { count, say } from "./telling.js";
import { typedTexts } from "./typed.js";
import { giveVersions } from "./versions.js";
import { waitingFaults, waitingFiles, waitingOf } from "./waiting.js";

const start = JSON.parse(document.getElementById("device").dataset.start);
const button = document.getElementById("send");
let store;
let why = {}; // what came of the last sending, by the id of a version, the key of a file, a case, or "faults"

async function show() {
  const { notes, files, others } = await waitingOf(store, start.user);
  const faults = await waitingFaults(store, start.user), allFaults = (await store.all("faults")).length;
  const typed = await typedTexts(), forms = typed.filter((one) => one.user === document.body.dataset.user);
  const open = await living();
  const parts = casesOf(notes, files).map((name) => part(`Case ${name}`, [
    ...notes.filter(([row]) => row.case === name).map((versions) => noteEntry(versions, open)),
    ...files.filter((row) => row.case === name).map((row) => fileEntry(row, because(row.key, name), () => contentOf(row))),
  ]));
  if (faults.length) {
    parts.push(part("Reports of faults", faults.map((row) => textEntry(row.text, row.device_at, because("", "faults")))));
  }
  if (forms.length) parts.push(part("Typed into forms", forms.map(formEntry)));
  document.getElementById("waiting").replaceChildren(...parts);
  told(notes.length, files.length, faults.length, forms.length);
  toldOthers(others + allFaults - faults.length + typed.length - forms.length);
}

function casesOf(notes, files) {
  return [...new Set([...notes.map(([row]) => row.case), ...files.map((row) => row.case)])].sort();
}

function noteEntry([newest, ...earlier], open) {
  const reason = open.has(newest.tab) ? "It is open in another tab, which sends it."
    : because(newest.id, newest.case, "The notebook was closed before the server confirmed it.");
  return textEntry(newest.text, newest.device_at, reason, { earlier: earlier.map((row) => row.text) });
}

function formEntry(one) {
  const reason = one.open ? "The page that it was typed into is open in another tab."
    : "The page that it was typed into was left before the server confirmed it.";
  return textEntry(one.text, one.at, reason, { page: one.page });
}

function because(id, under, otherwise = "The server has not confirmed it.") {
  if (!navigator.onLine) return "There is no connection.";
  return why[id] || why[under] || otherwise;
}

async function contentOf(row) {
  return (await store.get("files", row.key))?.content;
}

function told(notes, files, faults, forms) {
  const parts = [];
  if (notes) parts.push(count(notes, "note"));
  if (files) parts.push(count(files, "file"));
  if (faults) parts.push(`${count(faults, "report")} of a fault`);
  if (forms) parts.push(`${count(forms, "text")} from a form`);
  const nothing = "Nothing of yours waits on this device.";
  say("state", parts.length ? `Not confirmed by the server: ${parts.join(", ")}.` : nothing);
  button.hidden = !(notes || files || faults);
}

function toldOthers(number) {
  document.getElementById("others").hidden = !number;
  say("others", `Texts and files of other people that wait on this device: ${number}. Each is shown only to who wrote it.`);
}

async function send() {
  button.disabled = true;
  say("state", "It is being sent.");
  why = {};
  await during(sendAll);
  button.disabled = false;
  await show();
}

async function sendAll() {
  const { notes, files } = await waitingOf(store, start.user);
  for (const name of casesOf(notes, files)) await attempt(name, () => sendCase(name));
  const faults = await waitingFaults(store, start.user);
  if (faults.length) await attempt("faults", () => sendFaults(store, faults, start.faults));
}

async function attempt(under, act) {
  try {
    why[under] = await act();
  } catch (fault) {
    why[under] = fault.sentence ?? "The server does not answer.";
  }
}

// What an open notebook writes is left to it.
async function sendCase(name) {
  const rows = await claim(store, "versions", (row) => row.case === name && row.user === start.user);
  rows.sort((a, b) => a.number - b.number);
  Object.assign(why, await giveVersions(store, start.notes.replace("CASE", name), rows, () => {}));
  for (const key of await waitingFiles(store, name)) {
    if (key[1] !== start.user) continue;
    why[key] = (await sendFiles(store, [key], start.files.replace("CASE", name)))
      ?? "The server does not have the note that it belongs to.";
  }
}

async function begin() {
  store = await openStore(async () => say("state", "A newer version of the notebook is open. Load this page again."),
    () => say("state", "An older notebook is open in another tab. Close that tab if this goes on."));
  await show();
  button.addEventListener("click", () => send().catch(fail));
  addEventListener("online", () => show().catch(fail));
  addEventListener("offline", () => show().catch(fail));
}

function fail(fault) {
  say("state", `What is kept in this browser cannot be read: ${fault}. Load this page again.`);
}

begin().catch(fail);
