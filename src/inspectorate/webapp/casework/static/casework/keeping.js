// What was typed or attached and is not on the disk of this device yet, by a clock that nobody sets.
const PROMISED = 1000; // milliseconds within which a key is kept
const since = new Set(); // the oldest first

// Something is to be kept; what this gives back is called once that has ended.
export function begun() {
  const one = { at: performance.now() };
  since.add(one);
  return () => since.delete(one);
}

export function keeping() {
  return since.size > 0;
}

// Whether something takes longer than is promised: the disk is busy, or fails.
export function slow() {
  const [oldest] = since;
  return oldest !== undefined && performance.now() - oldest.at > PROMISED;
}
