// The notebook of a case. Every keystroke is on this device within a second, and on the server when it answers.
// Nothing here removes what was written before the server has confirmed it.
import { keepFault, sendFaults } from "./faults.js";
import { keepFiles, sendFiles } from "./files.js";
import { form, show, written } from "./form.js";
import { listNotes } from "./listing.js";
import { forget, keepPage } from "./remembered.js";
import { openStore } from "./store.js";
import { claim, device, live, tab } from "./tab.js";
import { say, tell } from "./telling.js";
import { giveVersions } from "./versions.js";

const SAVE_AFTER = 250; // milliseconds from the first key that is not saved yet
const SEND_EVERY = 2000;

const root = document.getElementById("notebook");
const start = JSON.parse(root.dataset.start);
const told = { saved: null, sent: null, unsaved: "", problem: "", refused: {} };
// `held`: the notes by their key, which is the note's id; each further side of a fork has a key of its own.
let store, held = new Map(), open = null, timer = null, sending = false, outdated = false, saving = Promise.resolve();
let pageKept = false;

const mine = (row) => row.case === start.case && row.user === start.user;
const key = (note) => note.key ?? note.note;

function blank() {
  const today = new Date().toLocaleDateString("sv");
  return { note: crypto.randomUUID(), version: null, text: "", areas: [], source: "", weighs: "", line: "",
    about_on: today, retyped: false };
}

// The version that is being written: a new one, on top of the last, once the last is on its way to the server.
function working() {
  if (!open.working || open.working.sending) {
    const after = open.working ? open.working.id : open.version;
    open.working = { id: crypto.randomUUID(), note: open.note, key: key(open), after, case: start.case,
      user: start.user, tab, device: device(), number: Date.now(), sending: false };
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
  held.set(key(open), open);
  const note = open;
  saving = store.put("versions", [{ ...version }]).then(
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
  told.unsaved = fault;
  if (!fault) told.saved = Date.now();
  report();
}

// A newer release of the notebook opens the store in another tab: what is written here is kept, and writing ends here.
async function giveWay() {
  outdated = true;
  for (const one of form.elements) one.disabled = true; // first: a key between saving and closing would be on no disk
  await settle();
  const kept = told.unsaved || "What you wrote is kept.";
  say("state", `A newer version of the notebook is open in another tab. ${kept} Load this page again to go on.`);
}

async function send() {
  if (sending || outdated || !navigator.onLine) return;
  sending = true;
  const problems = [];
  // One kind that cannot be sent keeps no other from being tried.
  for (const kind of [sendNotes, sendWaitingFiles, sendReports]) {
    try {
      problems.push(await kind());
    } catch (fault) {
      problems.push(fault.sentence ?? "The server does not answer.");
      if (fault.refused) await forgetCase();
    }
  }
  told.problem = problems.find(Boolean) ?? "";
  sending = false;
  report();
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
  const files = (await waitingFiles()).filter(([, user]) => user === start.user);
  return sendFiles(store, files, start.files);
}

async function sendReports() {
  const faults = await waitingFaults();
  return faults.length ? sendFaults(store, faults, start.faults) : "";
}

// Whoever sits here may not read this case now: only what they wrote and did not send stays.
async function forgetCase() {
  pageKept = false;
  await forget(store, (note) => note.case === start.case, (page) => page === location.href);
}

async function forgetOthers() {
  const others = (note) => note.user !== start.user;
  if ((await store.all("notes")).some(others)) await forget(store, others, (page) => page.endsWith("/notebook/"));
}

// The notes as the server has them, with what waits here on top.
async function load() {
  await forgetOthers();
  for (const row of await store.all("notes")) if (row.case === start.case) hold(row);
  try {
    const answer = await fetch(start.notes, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (answer.ok) {
      const { notes } = await answer.json();
      held.clear();
      const rows = notes.map((note) => ({ ...note, case: start.case, user: start.user }));
      rows.forEach(hold);
      await store.put("notes", rows);
    } else if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) {
      held.clear();
      await forgetCase();
    }
  } catch {
    told.problem = "No connection.";
  }
  await claim(store, "versions", mine);
  for (const row of (await pending()).filter(mine)) {
    const { id, sending: _, ...said } = row;
    // A version that another tab is writing is not written on: what it will hold in the end is not known here.
    const own = row.tab === tab ? { version: id, working: { ...row, sending: false } } : { version: row.after };
    held.set(key(row), { working: null, ...held.get(key(row)), ...said, ...own });
  }
  list();
}

// A note with each of its sides: two people may have written from the same version.
function hold({ others = [], ...note }) {
  held.set(note.note, note);
  for (const side of others) {
    held.set(`${note.note} ${side.version}`, { ...note, ...side, files: [], key: `${note.note} ${side.version}` });
  }
}

function choose(note) {
  open = note;
  root.dataset.kept = "0";
  show(note);
  form.elements.text.focus();
  list();
}

function list() {
  listNotes([...held.values()], open, told.refused, (note) => settle().then(() => choose(note)));
}

async function report() {
  if (outdated) return;
  const rows = await pending();
  const own = rows.filter(mine), others = rows.length - own.length;
  const files = (await waitingFiles()).length, faults = (await waitingFaults()).length;
  tell(told, { rows: own, files, faults, others });
  root.dataset.saved = told.saved ?? "";
  root.dataset.waiting = String(new Set(rows.map((row) => row.note)).size + files + faults);
}

async function begin() {
  await live();
  store = await openStore(giveWay);
  await navigator.storage?.persist?.();
  await load();
  choose(blank());
  form.addEventListener("input", (event) => { if (event.target.type !== "file") typed(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("new").addEventListener("click", () => settle().then(() => choose(blank())));
  form.elements.files?.addEventListener("change", (event) => attach(event.target));
  const fault = document.getElementById("report").elements;
  fault.send.addEventListener("click", () => keepFault(store, fault, start.user).then(report));
  addEventListener("pagehide", settle);
  document.addEventListener("visibilitychange", () => { if (document.hidden) settle(); });
  addEventListener("online", send);
  setInterval(send, SEND_EVERY);
  setInterval(report, 1000);
  root.dataset.ready = "yes";
  remember();
}

function remember() {
  pageKept = true;
  keepPage(start).catch(() => { pageKept = false; });
}

begin();
