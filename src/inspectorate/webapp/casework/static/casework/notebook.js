// The notebook of a case. Every keystroke is on this device within a second, and on the server when it answers.
// Nothing here removes what was written before the server has confirmed it.
import { keepFault, sendFaults } from "./faults.js";
import { keepFiles, sendFiles } from "./files.js";
import { form, show, written } from "./form.js";
import { blank, held, hold, holdWaiting, key, renew } from "./held.js";
import { begun, keeping, slow } from "./keeping.js";
import { listNotes } from "./listing.js";
import { forget, forgetOthers, keepPage } from "./remembered.js";
import { sendEach } from "./sending.js";
import { openStore } from "./store.js";
import { claim, device, live, tab } from "./tab.js";
import { say, tell } from "./telling.js";
import { giveVersions } from "./versions.js";
import { pending, waitingFaults, waitingFiles } from "./waiting.js";

const SAVE_AFTER = 250; // milliseconds from the first key that is not saved yet
const SEND_EVERY = 2000;
const ANSWERS_IN = 30; // seconds
const SLOW = "This device is slow: your last words are not kept on it yet. Leave the notebook open.";

const root = document.getElementById("notebook");
const writing = document.getElementById("writing"); // closed until what is typed can be kept
const start = JSON.parse(root.dataset.start);
const told = { saved: null, sent: null, unsaved: "", problems: {}, refused: {} };
let store, open = null, timer = null, kept = null, outdated = false, saving = Promise.resolve();
let pageKept = false;
// Versions are numbered in the order in which they were begun; no clock says that, as clocks go wrong.
let last = 0;
const counted = (rows) => { last = Math.max(last, ...rows.map((row) => row.number)); };

const mine = (row) => row.case === start.case && row.user === start.user;

// The version that is being written: a new one, on top of the last, once the last is on its way to the server.
function working() {
  if (!open.working || open.working.sending) {
    const after = open.working ? open.working.id : open.version;
    open.working = { id: crypto.randomUUID(), note: open.note, key: key(open), after, case: start.case,
      user: start.user, tab, device: device(), number: ++last, begun: Date.now(), sending: false };
  }
  return open.working;
}

function typed() {
  if (timer !== null) return;
  timer = setTimeout(save, SAVE_AFTER);
  kept ??= begun();
  countWaiting(Number(root.dataset.waiting));
}

function save() {
  clearTimeout(timer);
  timer = null;
  const version = Object.assign(working(), written(), { device_at: new Date().toISOString() });
  Object.assign(open, written());
  held.set(key(open), open);
  const note = open, done = kept;
  kept = null;
  saving = store.put("versions", [{ ...version }]).finally(() => done?.()).then(
    () => {
      told.saved = Date.now();
      told.unsaved = "";
      if (open === note) root.dataset.kept = String(version.text.length);
      report();
      list();
    },
    (fault) => { told.unsaved = `Not saved on this device: ${fault}. Copy your text to a safe place.`; report(); });
  return saving;
}

// What is typed and not saved yet is saved now.
function settle() {
  return timer === null ? saving : save();
}

// Files go into the note that is open; it is kept first, so that it is there to hang them on.
async function attach(input) {
  const files = [...input.files];
  const note = open.note, done = begun();
  countWaiting(Number(root.dataset.waiting));
  await save();
  const fault = await keepFiles(store, files, { case: start.case, user: start.user, note }, start.most_bytes);
  done();
  input.value = "";
  told.unsaved = fault;
  if (!fault) told.saved = Date.now();
  report();
}

// A newer release of the notebook opens the store in another tab: what is written here is kept, and writing ends here.
async function giveWay() {
  outdated = true;
  writing.disabled = true; // first: a key between saving and closing would be on no disk
  await settle();
  const kept = told.unsaved || "What you wrote is kept.";
  say("state", `A newer version of the notebook is open in another tab. ${kept} Load this page again to go on.`);
}

function send() {
  if (outdated || !navigator.onLine) return;
  sendEach({ notes: sendNotes, files: sendWaitingFiles, faults: sendReports }, told.problems, forgetCase, report);
}

// The notes of this page, and the one that is open, which may be new.
function sides() {
  return [...new Set([...held.values(), open])];
}

async function sendNotes() {
  // First what is under way is closed, then it is read: what is typed from here on goes into a version of its own, so
  // that the receipt for a version never takes away words that came after it was sent.
  for (const { working } of sides()) if (working) working.sending = true;
  try {
    const rows = (await claim(store, "versions", mine)).sort((a, b) => a.number - b.number);
    counted(rows);
    if (!rows.length) return "";
    told.refused = await giveVersions(store, start.notes, rows, taken);
    list();
    return Object.values(told.refused)[0];
  } finally {
    // What did not arrive is written on, so that no copies pile up. Should it have arrived after all, the server keeps
    // what comes under the same id with other words as a version that follows.
    for (const { working } of sides()) if (working) working.sending = false;
  }
}

// A version is safe on the server, under the id `as`.
function taken(id, as) {
  told.sent = Date.now();
  if (!pageKept) remember(); // whoever was signed out is back
  for (const note of sides()) {
    if (note.working?.id === id) note.working = null;
    else if (note.working?.after === id) note.working.after = as;
    else if (note.version !== id) continue;
    note.version = as;
  }
}

async function sendWaitingFiles() {
  const files = (await waitingFiles(store, start.case)).filter(([, user]) => user === start.user);
  return sendFiles(store, files, start.files);
}

async function sendReports() {
  const faults = await waitingFaults(store, start.user);
  return faults.length ? sendFaults(store, faults, start.faults) : "";
}

// Whoever sits here may not read this case now: only what they wrote and did not send stays.
async function forgetCase() {
  pageKept = false;
  await forget(store, (note) => note.case === start.case, (page) => page === location.href);
}

// The notes that this device remembers, with what waits here on top.
async function load() {
  await forgetOthers(store, start.user);
  for (const row of await store.all("notes")) if (row.case === start.case) hold(row);
  await claim(store, "versions", mine);
  const waiting = await pending(store, start.case);
  counted(waiting);
  for (const row of waiting.filter(mine)) holdWaiting(row, tab);
}

// The notes as the server has them, whenever it answers: nobody waits for that with writing. What is open or waits here
// is not touched.
async function refresh() {
  const answer = await fetch(start.notes,
    { headers: { Accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(1000 * ANSWERS_IN) });
  const here = new Set((await pending(store, start.case)).map((row) => row.note)).add(open.note);
  if (answer.ok) {
    const { notes } = await answer.json();
    const rows = notes.map((note) => ({ ...note, case: start.case, user: start.user }));
    await store.put("notes", rows);
    renew(rows, here);
  } else if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) {
    renew([], here);
    await forgetCase();
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
  listNotes([...held.values()], open, told.refused, leaveFor);
}

// The last words of a note are read before another is shown, and kept meanwhile. Nobody waits for the disk: what is
// typed from here on would go into the note that is left.
function leaveFor(note) {
  settle();
  choose(note);
}

async function report() {
  if (outdated) return;
  if (slow()) say("state", SLOW); // the store, which is asked next, may be as slow
  const rows = await pending(store, start.case);
  const own = rows.filter(mine), others = rows.length - own.length;
  const files = (await waitingFiles(store, start.case)).length;
  const faults = (await waitingFaults(store, start.user)).length;
  if (!slow()) tell(told, { rows: own, files, faults, others });
  root.dataset.saved = told.saved ?? "";
  countWaiting(new Set(rows.map((row) => row.note)).size + files + faults);
}

// What is not kept yet waits as well, before any store knows of it.
function countWaiting(known) {
  root.dataset.waiting = String(keeping() || told.unsaved ? Math.max(known, 1) : known);
}

async function begin() {
  await live();
  store = await openStore(giveWay, () => say("state",
    "An older notebook in another tab has still to keep what was typed there. Close that tab if this goes on."));
  await load();
  writing.disabled = false;
  choose(blank());
  form.addEventListener("input", (event) => { if (event.target.type !== "file") typed(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("new").addEventListener("click", () => leaveFor(blank()));
  form.elements.files?.addEventListener("change", (event) => attach(event.target));
  const fault = document.getElementById("report").elements;
  fault.send.addEventListener("click", () => keepFault(store, fault, start.user).then(report));
  addEventListener("pagehide", settle);
  document.addEventListener("visibilitychange", () => { if (document.hidden) settle(); });
  addEventListener("online", send);
  setInterval(send, SEND_EVERY);
  setInterval(report, 1000);
  root.dataset.ready = "yes";
  navigator.storage?.persist?.();
  remember();
  refresh().catch(() => { told.problems.notes = "No connection."; report(); });
}

function remember() {
  pageKept = true;
  keepPage(start).catch(() => { pageKept = false; });
}

begin().catch((fault) => say("state",
  `The notebook cannot keep anything on this device: ${fault}. Write your notes on a page instead, from “Evidence”.`));
