// The pieces of the page of what waits on this device.

export function part(title, entries) {
  const made = document.createElement("section");
  made.append(told("h2", "govuk-heading-m", title), ...entries);
  return made;
}

// A text with when it was written, why it waits, the page to which it belongs and the texts that it was written on.
export function textEntry(text, at, why, { page = "", earlier = [] } = {}) {
  const made = entry(moment(at), text || "(no text)", `By the clock of this device. ${why}`);
  if (earlier.length) made.append(before(earlier));
  if (page) made.append(way(page));
  if (text && navigator.clipboard) made.append(copy(text));
  return made;
}

// A file; `content` gives its bytes when they are asked for.
export function fileEntry({ name, size }, why, content) {
  const made = entry(name, "", `${bytes(size)}. ${why}`);
  made.append(button(`Download ${name}`, async () => {
    const address = URL.createObjectURL(new Blob([(await content()) ?? ""]));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }));
  return made;
}

function entry(title, text, why) {
  const made = document.createElement("div");
  made.className = "app-note";
  made.append(told("h3", "govuk-heading-s app-long", title));
  if (text) made.append(told("p", "govuk-body app-text", text));
  made.append(told("p", "govuk-body-s app-secondary app-long", why));
  return made;
}

function before(texts) {
  const made = document.createElement("details");
  made.className = "govuk-details";
  const head = document.createElement("summary");
  head.className = "govuk-details__summary";
  const title = texts.length === 1 ? "The version before" : `${texts.length} versions before`;
  head.append(told("span", "govuk-details__summary-text", title));
  const body = document.createElement("div");
  body.className = "govuk-details__text";
  body.append(...texts.map((text) => told("p", "govuk-body app-text", text || "(no text)")));
  made.append(head, body);
  return made;
}

function way(page) {
  const line = told("p", "govuk-body-s", "");
  const link = Object.assign(told("a", "govuk-link app-long", `Open ${page}`), { href: page });
  line.append(link, ", which offers to put it back.");
  return line;
}

function copy(text) {
  const made = button("Copy the text", async () => {
    await navigator.clipboard.writeText(text);
    made.textContent = "Copied";
  });
  return made;
}

function button(text, act) {
  const made = told("button", "govuk-button govuk-button--secondary app-long", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function told(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function moment(at) {
  return new Date(at).toLocaleString("en-GB",
    { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
}

function bytes(size) {
  if (size < 1000) return `${size} bytes`;
  return size < 1e6 ? `${Math.round(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
