// The list of notes under the form, each a button that opens it.

// `open` is the note in the form; `refused` says of versions why the server did not take them.
export function listNotes(notes, open, refused, choose) {
  const shown = notes.filter((note) => note.text?.trim() || note.files?.length);
  document.getElementById("notes").replaceChildren(...shown.map((note) => item(note, open, refused, choose)));
}

function item(note, open, refused, choose) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-link-button govuk-body";
  button.textContent = note.text?.trim().slice(0, 80) || `Only files: ${note.files.join(", ")}`;
  if (note === open) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => choose(note));
  const line = document.createElement("li");
  line.append(button);
  if (note.forked) line.append(" It stands in more than one version: all are kept.");
  if (refused[note.working?.id]) line.append(` Not sent: ${refused[note.working.id]}`);
  return line;
}
