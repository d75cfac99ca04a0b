// The notes that the notebook shows, by their key: a note's id, or one of its own for each further side of a fork.
export const held = new Map();
export const key = (note) => note.key ?? note.note;

// A note with each of its sides: two people may have written from the same version.
export function hold({ others = [], ...note }) {
  held.set(note.note, note);
  holdSides({ others, ...note });
}

export function holdSides({ others = [], ...note }) {
  for (const side of others) {
    held.set(`${note.note} ${side.version}`, { ...note, ...side, files: [], key: `${note.note} ${side.version}` });
  }
}

// What waits on this device on top of what is known of its note.
export function holdWaiting(row, tab) {
  const { id, sending: _, ...said } = row;
  // A version that another tab is writing is not written on: what it will hold in the end is not known here.
  const own = row.tab === tab ? { version: id, working: { ...row, sending: false } } : { version: row.after };
  held.set(key(row), { working: null, ...held.get(key(row)), ...said, ...own });
}

// The notes as the server has them now, but for those that are being written here: of these only what others wrote.
export function renew(rows, here) {
  for (const [name, note] of held) if (!here.has(note.note)) held.delete(name);
  for (const row of rows) {
    if (here.has(row.note)) holdSides(row);
    else hold(row);
  }
}

export function blank() {
  const today = new Date().toLocaleDateString("sv");
  return { note: crypto.randomUUID(), version: null, text: "", areas: [], source: "", weighs: "", line: "",
    about_on: today, retyped: false };
}
