// What is typed into a form with room for text stays on this device until the server has taken it in: no lost connection,
// expired sign-in or killed browser takes it away. What was left behind is offered to whoever wrote it, on the same page.
const NAME = "inspectorate-unsent";
const AFTER = 500; // milliseconds from the first key that is not kept yet
const LOCK = "inspectorate-unsent-";
const RECEIVED = "received-";
const KEPT_TYPES = ["textarea", "text", "email", "date", "number", "select-one", "checkbox", "radio"];

const forms = [...document.querySelectorAll("form[method=post]")].filter((form) => form.querySelector("textarea"));
const user = document.body.dataset.user;

function openStore() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("drafts", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function write(store, act) {
  return new Promise((resolve, reject) => {
    const change = store.transaction("drafts", "readwrite", { durability: "strict" });
    act(change.objectStore("drafts"));
    change.oncomplete = () => resolve();
    change.onabort = change.onerror = () => reject(change.error);
  });
}

function drafts(store) {
  return new Promise((resolve, reject) => {
    const asked = store.transaction("drafts").objectStore("drafts").getAll();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

const controls = (form) => [...form.elements].filter((one) => one.name && KEPT_TYPES.includes(one.type));
const ticks = (one) => ["checkbox", "radio"].includes(one.type);
const typed = (form) => controls(form)
  .map(({ name, value, type, checked }) => ({ name, value, checked, written: ["textarea", "text"].includes(type) }));
const words = (values) => values.filter((one) => one.written && one.value).map((one) => one.value).join(" ");

// A form is known by the page that it stands on and by the fields it has.
const known = (form) => [...new Set(controls(form).map((one) => one.name))].join(" ");

function fill(form, values) {
  const left = [...values];
  for (const one of controls(form)) {
    const found = left.findIndex(({ name, value }) => name === one.name && (!ticks(one) || value === one.value));
    if (found < 0) continue;
    const [kept] = left.splice(found, 1);
    if (ticks(one)) one.checked = kept.checked;
    else one.value = kept.value;
  }
}

// The ids of the drafts that some open page is writing.
async function open() {
  const { held } = await navigator.locks.query();
  return new Set(held.filter((lock) => lock.name.startsWith(LOCK)).map((lock) => lock.name.slice(LOCK.length)));
}

function hold(id) {
  navigator.locks.request(LOCK + id, () => new Promise(() => {})); // until the page is gone
}

// What the server says that it has taken in goes from this device.
async function takeReceipts(store) {
  for (const cookie of document.cookie.split("; ").filter((one) => one.startsWith(RECEIVED))) {
    const name = cookie.split("=")[0];
    await write(store, (table) => table.delete(name.slice(RECEIVED.length)));
    document.cookie = `${name}=; path=/; max-age=0; samesite=Lax`;
  }
}

function keep(store, form) {
  const draft = Object.assign(document.createElement("input"), { type: "hidden", name: "draft", value: crypto.randomUUID() });
  form.append(draft);
  hold(draft.value);
  const said = document.createElement("p");
  said.className = "govuk-hint";
  form.append(said);
  let timer = null;
  const save = async () => {
    clearTimeout(timer);
    timer = null;
    const row = { id: draft.value, user, page: location.pathname, form: known(form), at: Date.now(), values: typed(form) };
    try {
      await write(store, (table) => table.put(row));
      said.textContent = `Kept on this device at ${hour(row.at)}. It is sent when you press the button.`;
    } catch (fault) {
      said.textContent = `Not kept on this device: ${fault}. Copy your text to a safe place.`;
    }
    form.dataset.kept = String(words(row.values).length);
  };
  form.addEventListener("input", () => { timer ??= setTimeout(save, AFTER); });
  form.addEventListener("taken", () => { if (timer === null) write(store, (table) => table.delete(draft.value)); });
  // What is put back goes on under its own name: should the server have had it, it knows it again.
  form.addEventListener("continue", async ({ detail: id }) => {
    const before = draft.value;
    draft.value = id;
    hold(id);
    await save();
    await write(store, (table) => table.delete(before));
  });
  const settle = () => { if (timer !== null) save(); };
  form.addEventListener("submit", settle);
  addEventListener("pagehide", settle);
  document.addEventListener("visibilitychange", () => { if (document.hidden) settle(); });
  return save;
}

const hour = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = (at) => new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.className = "govuk-button govuk-button--secondary";
  made.addEventListener("click", act);
  return made;
}

function offer(store, form, row) {
  const box = document.createElement("section");
  box.className = "govuk-inset-text";
  box.setAttribute("aria-label", "Text that was not sent");
  const said = Object.assign(document.createElement("p"), { className: "govuk-body" });
  said.textContent = `On ${day(row.at)} at ${hour(row.at)} you wrote here, and the server has not said that it has it:`;
  const text = Object.assign(document.createElement("p"), { className: "govuk-body app-text" });
  text.textContent = words(row.values);
  const gone = async () => {
    await write(store, (table) => table.delete(row.id));
    box.remove();
    form.querySelector("textarea").focus();
  };
  const buttons = Object.assign(document.createElement("div"), { className: "govuk-button-group" });
  buttons.append(
    button("Put it back", async () => {
      fill(form, row.values);
      form.dispatchEvent(new CustomEvent("continue", { detail: row.id }));
      box.remove();
      form.querySelector("textarea").focus();
    }),
    button("Throw it away", gone));
  box.append(said, text, buttons);
  form.before(box);
}

async function begin() {
  const store = await openStore();
  await takeReceipts(store);
  const rows = await drafts(store);
  const writing = await open();
  for (const form of forms) {
    const shown = JSON.stringify(typed(form));
    const save = keep(store, form);
    const left = rows.filter((row) => row.user === user && row.page === location.pathname && row.form === known(form)
      && !writing.has(row.id));
    for (const row of left) {
      // A form that was refused comes back with what was typed: that is here, and kept on under its new name.
      if (JSON.stringify(row.values) === shown) save().then(() => write(store, (table) => table.delete(row.id)));
      else offer(store, form, row);
    }
    form.dataset.ready = "yes";
  }
}

// Where the browser keeps nothing (a private window, a full disk), people are told before they rely on it.
function warn(fault) {
  for (const form of forms) {
    const said = Object.assign(document.createElement("p"), { className: "govuk-hint" });
    said.textContent = `What you type here is not kept on this device before you send it: ${fault}.`;
    form.append(said);
  }
}

if (user && navigator.locks && (forms.length || document.cookie.includes(RECEIVED))) begin().catch(warn);
