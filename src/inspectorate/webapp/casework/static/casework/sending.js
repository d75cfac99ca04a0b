// Each kind of what waits is sent on its own: a large file on a slow line holds up no note.
const under = new Set(); // the kinds that are being sent

// `acts` send one kind each and give back why something stays here. `problems` keeps that by kind; `refused` is awaited
// where the server is not for whoever asks, and `done` is called after each kind.
export function sendEach(acts, problems, refused, done) {
  for (const [kind, act] of Object.entries(acts)) if (!under.has(kind)) send(kind, act, problems, refused).then(done);
}

async function send(kind, act, problems, refused) {
  under.add(kind);
  try {
    problems[kind] = (await act()) ?? "";
  } catch (fault) {
    problems[kind] = fault.sentence ?? "The server does not answer.";
    if (fault.refused) await refused();
  } finally {
    under.delete(kind);
  }
}
