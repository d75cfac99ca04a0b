// The notebook of a case. Every keystroke is on this device within a second, and on the server when it answers.
// Nothing here removes what was written before the server has confirmed it.
import { keepFault, sendFaults } from "./faults.js";
import { keepFiles, sendFiles } from "./files.js";
import { post } from "./post.js";
import { openStore } from "./store.js";

const SAVE_AFTER = 250; // milliseconds from the first key that is not saved yet
const SEND_EVERY = 2000;
const GIVE_UP = 10; // seconds

const root = document.getElementById("notebook");
const start = JSON.parse(root.dataset.start);
const form = document.getElementById("note");
const told = { saved: null, sent: null, problem: "", refused: {} };
let store, held = new Map(), open = null, timer = null, sending = false, outdated = false, saving = Promise.resolve();

// The fields that this release's form has: a page and its script may for a while be of different releases.
const fields = () => [...form.elements].filter((one) => one.name && !["checkbox", "file"].includes(one.type));

function device() {
  let id = localStorage.getItem("inspectorate-device");
  if (!id) localStorage.setItem("inspectorate-device", (id = crypto.randomUUID()));
  return id;
}

// What is written in the form now.
function written() {
  const values = Object.fromEntries(fields().map((one) => [one.name, one.value]));
  if ("about_on" in values) values.about_on = values.about_on || null;
  values.areas = [...form.querySelectorAll("[name=areas]:checked")].map((box) => box.value);
  values.retyped = form.elements.retyped.checked;
  return values;
}

function show(note) {
  for (const one of fields()) one.value = note[one.name] ?? "";
  for (const box of form.querySelectorAll("[name=areas]")) box.checked = (note.areas ?? []).includes(box.value);
  form.elements.retyped.checked = Boolean(note.retyped);
}

function blank() {
  const today = new Date().toLocaleDateString("sv");
  return { note: crypto.randomUUID(), version: null, text: "", areas: [], source: "", weighs: "", line: "",
    about_on: today, retyped: false };
}

// The version that is being written: a new one, on top of the last, once the last was given to the server.
function working() {
  if (!open.working || open.working.sending) {
    const after = open.working ? open.working.id : open.version;
    open.working = { id: crypto.randomUUID(), note: open.note, after, case: start.case, user: start.user,
      device: device(), number: Date.now(), sending: false };
  }
  return open.working;
}

function typed() {
  if (timer === null) timer = setTimeout(save, SAVE_AFTER);
}

function save() {
  clearTimeout(timer);
  timer = null;
  const version = Object.assign(working(), written(), { device_at: new Date().toISOString() });
  Object.assign(open, written());
  held.set(open.note, open);
  saving = store.put("versions", [{ ...version }]).then(
    () => {
      told.saved = Date.now();
      told.problem = "";
      if (open.note === version.note) root.dataset.kept = String(version.text.length);
      tell();
      list();
    },
    (fault) => { told.problem = `Not saved on this device: ${fault}. Copy your text to a safe place.`; tell(); });
  return saving;
}

// What is typed and not saved yet is saved now.
function settle() {
  return timer === null ? saving : save();
}

async function pending() {
  const rows = await store.all("versions");
  return rows.filter((row) => row.case === start.case).sort((a, b) => a.number - b.number);
}

async function waitingFiles() {
  return (await store.keys("files")).filter(([inCase]) => inCase === start.case);
}

async function waitingFaults() {
  return (await store.all("faults")).filter((row) => row.user === start.user);
}

// Files go into the note that is open; it is kept first, so that it is there to hang them on.
async function attach(input) {
  const files = [...input.files];
  const note = open.note;
  await save();
  const fault = await keepFiles(store, files, { case: start.case, user: start.user, note }, start.most_bytes);
  input.value = "";
  if (fault) told.problem = fault;
  else told.saved = Date.now();
  tell();
}

// A newer release of the notebook opens the store in another tab: what is written here is kept, and writing ends here.
async function giveWay() {
  await settle();
  outdated = true;
  for (const one of form.elements) one.disabled = true;
  document.getElementById("state").textContent =
    "A newer version of the notebook is open in another tab. What you wrote is kept. Load this page again to go on.";
}

async function send() {
  if (sending || outdated || !navigator.onLine) return;
  sending = true;
  try {
    // First what is under way is closed, then it is read: what is typed from here on goes into a version of its own, so
    // that the receipt for a version never takes away words that came after it was sent.
    for (const note of held.values()) if (note.working) note.working.sending = true;
    if (open.working) open.working.sending = true;
    const rows = (await pending()).filter((row) => row.user === start.user);
    told.problem = "";
    if (rows.length) await give(rows);
    const files = (await waitingFiles()).filter(([, user]) => user === start.user);
    if (files.length) await sendFiles(store, files, start.files, told);
    const faults = await waitingFaults();
    if (faults.length) await sendFaults(store, faults, start.faults);
  } catch (fault) {
    told.problem = fault.sentence ?? "The server does not answer.";
  } finally {
    sending = false;
    tell();
  }
}

async function give(rows) {
  const body = JSON.stringify({ versions: rows });
  const answer = await post(start.notes, body, { headers: { "Content-Type": "application/json" }, seconds: GIVE_UP });
  if (!answer.ok) throw new Error(String(answer.status));
  const receipt = await answer.json();
  for (const row of rows.filter((row) => receipt.kept.includes(row.id))) {
    const note = held.get(row.note);
    if (note) note.version = row.id;
  }
  await store.remove("versions", receipt.kept);
  told.refused = receipt.refused;
  told.sent = Date.now();
  told.problem = Object.values(receipt.refused)[0] ?? "";
}

// The notes as the server has them, with what waits here on top.
async function load() {
  for (const row of await store.all("notes")) if (row.case === start.case) held.set(row.note, row);
  try {
    const answer = await fetch(start.notes, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.ok) {
      const notes = (await answer.json()).notes.map((note) => ({ ...note, case: start.case }));
      notes.forEach((note) => held.set(note.note, note));
      await store.put("notes", notes);
    }
  } catch {
    told.problem = "No connection.";
  }
  for (const row of await pending()) {
    if (row.user === start.user) held.set(row.note, { ...held.get(row.note), ...row, version: row.id, working: null });
  }
  list();
}

function choose(note) {
  open = note;
  root.dataset.kept = "0";
  show(note);
  form.elements.text.focus();
  list();
}

function list() {
  const items = [...held.values()].filter((note) => note.text?.trim()).map((note) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "app-link-button govuk-body";
    button.textContent = note.text.trim().slice(0, 80) || "Empty note";
    if (note.note === open?.note) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => settle().then(() => choose(note)));
    const item = document.createElement("li");
    item.append(button);
    if (note.forked) item.append(" Two people wrote from the same version: both are kept.");
    return item;
  });
  document.getElementById("notes").replaceChildren(...items);
}

function ago(then) {
  const seconds = Math.round((Date.now() - then) / 1000);
  return seconds < 60 ? `${seconds} second${seconds === 1 ? "" : "s"} ago` : `at ${clock(then)}`;
}

function clock(then) {
  return new Date(then).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

async function tell() {
  if (outdated) return;
  const rows = await pending();
  const others = rows.filter((row) => row.user !== start.user).length;
  const waiting = new Set(rows.map((row) => row.note)).size, files = (await waitingFiles()).length;
  const faults = (await waitingFaults()).length;
  const parts = [told.saved ? `Saved on this device ${ago(told.saved)}.` : "Nothing is written yet."];
  if (told.sent) parts.push(`Sent ${clock(told.sent)}.`);
  if (waiting) parts.push(`${waiting} note${waiting === 1 ? "" : "s"} waiting to be sent.`);
  if (files) parts.push(`${files} file${files === 1 ? "" : "s"} waiting to be sent.`);
  if (faults) parts.push(`${faults} report${faults === 1 ? "" : "s"} of a fault waiting to be sent.`);
  if (others) parts.push("Some were written by somebody else on this device and wait for them to sign in.");
  if (!navigator.onLine) parts.push("No connection.");
  else if (told.problem) parts.push(told.problem);
  document.getElementById("state").textContent = parts.join(" ");
  root.dataset.saved = told.saved ?? "";
  root.dataset.waiting = String(waiting + files + faults);
}

async function begin() {
  store = await openStore(giveWay);
  await navigator.storage?.persist?.();
  await load();
  choose(blank());
  form.addEventListener("input", (event) => { if (event.target.type !== "file") typed(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("new").addEventListener("click", () => settle().then(() => choose(blank())));
  form.elements.files?.addEventListener("change", (event) => attach(event.target));
  const report = document.getElementById("report").elements;
  report.send.addEventListener("click", () => keepFault(store, report, start.user).then(tell));
  addEventListener("pagehide", settle);
  document.addEventListener("visibilitychange", () => { if (document.hidden) settle(); });
  addEventListener("online", send);
  setInterval(send, SEND_EVERY);
  setInterval(tell, 1000);
  root.dataset.ready = "yes";
  if ("serviceWorker" in navigator) {
    await navigator.serviceWorker.register(start.worker, { scope: start.scope });
    const worker = (await navigator.serviceWorker.ready).active;
    const needed = performance.getEntriesByType("resource").map((one) => one.name)
      .filter((name) => new URL(name).pathname.startsWith("/static/"));
    worker.postMessage({ page: location.href, needed });
  }
}

begin();
