/** What processes are called, as far as the page has heard; pids alone say little. */

const MOST = 20_000;
const names = new Map();

/** Takes note of a process's name, or of its id as a child; an empty one is none. */
export function noteName(pid, name) {
  if (!pid || !name || name === pid) {
    return;
  }
  names.delete(pid);
  names.set(pid, name);
  if (names.size > MOST) {
    names.delete(names.keys().next().value);
  }
}

/** Forgets all: another run of the application gives pids anew. */
export function forgetNames() {
  names.clear();
}

/** Returns what a process is called, or else its pid. */
export function nameOf(pid) {
  return names.get(pid) ?? pid;
}
