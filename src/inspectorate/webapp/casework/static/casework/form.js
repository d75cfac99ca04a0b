// The form of one note.
export const form = document.getElementById("note");

// The fields that this release's form has: a page and its script may for a while be of different releases.
const fields = () => [...form.elements].filter((one) => one.name && !["checkbox", "file"].includes(one.type));

// What is written in the form now.
export function written() {
  const values = Object.fromEntries(fields().map((one) => [one.name, one.value]));
  // A day that is none is left out, so that the note can be sent; the field shows it and says so.
  if ("about_on" in values) values.about_on = (checkDay() && values.about_on) || null;
  values.areas = [...form.querySelectorAll("[name=areas]:checked")].map((box) => box.value);
  values.retyped = form.elements.retyped.checked;
  return values;
}

export function show(note) {
  for (const one of fields()) one.value = note[one.name] ?? "";
  for (const box of form.querySelectorAll("[name=areas]")) box.checked = (note.areas ?? []).includes(box.value);
  form.elements.retyped.checked = Boolean(note.retyped);
  checkDay();
}

function checkDay() {
  const right = form.elements.about_on?.validity.valid ?? true;
  document.getElementById("about_on-wrong")?.toggleAttribute("hidden", right);
  return right;
}
