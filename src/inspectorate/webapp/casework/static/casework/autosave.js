// Keeps a form as it is typed, a second after the first key that is not kept. What cannot be kept is said, and tried again. Where a
// colleague wrote meanwhile, their text is shown, and nothing is kept over it before the writer has gone on.
import { post } from "./post.js";

const AFTER = 1000; // milliseconds
const AGAIN = 5000;
const form = document.querySelector("[data-autosave]");
const said = document.getElementById("kept");
const newer = document.getElementById("newer");
let timer = null, keeping = null, changed = false;

form.addEventListener("input", () => {
  changed = true;
  timer ??= setTimeout(begin, AFTER);
});

// The button sends what was typed last on top of what was kept last.
form.addEventListener("submit", async (event) => {
  if (!keeping) return;
  event.preventDefault();
  await keeping;
  form.submit();
});

function begin() {
  timer = null;
  if (keeping) soon(AFTER);
  else keeping = keep().finally(() => { keeping = null; });
}

function soon(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(begin, milliseconds);
}

// Without the token that the page was made with: who has signed in again since then has another, which `post` sends.
function content() {
  const all = new FormData(form);
  all.delete("csrfmiddlewaretoken");
  return all;
}

// What was typed before the colleague's text could be read is no decision to write over it.
function show(told) {
  form.elements.over.value = told.over;
  newer.textContent = told.newer;
  newer.hidden = false;
  changed = false;
  clearTimeout(timer);
  timer = null;
}

async function keep() {
  changed = false;
  try {
    const answer = await post(location.href, content(), { headers: { Accept: "application/json" }, seconds: 10 });
    const told = await answer.json();
    if (told.refused) {
      said.textContent = told.refused;
      if (told.newer) show(told);
      return;
    }
    form.elements.over.value = told.over;
    history.replaceState(null, "", told.address);
    said.textContent = `Kept at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}.`;
    if (changed) soon(AFTER);
    else form.dispatchEvent(new Event("taken")); // the server has all of it: the device need not keep it
  } catch (fault) {
    said.textContent = `${fault.sentence ?? "The server does not answer."} What you wrote is not kept yet.`;
    changed = true;
    soon(AGAIN);
  }
}
