// What this browser remembers. Where it may keep nothing, things last as long as the page.

const PREFIX = "motcua.";
const memory = new Map();

/** What is kept under a name, for all tabs or (`sessionStorage`) for this one; null where there is nothing. */
export function recall(name, area = "localStorage") {
  try {
    return JSON.parse(window[area].getItem(PREFIX + name));
  } catch {
    return memory.get(name) ?? null;
  }
}

/** Keeps a value under a name; null forgets it. */
export function keep(name, value, area = "localStorage") {
  memory.set(name, value);
  try {
    if (value === null) window[area].removeItem(PREFIX + name);
    else window[area].setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Memory has it.
  }
}

/** Calls `changed(value)` when another tab keeps something else under a name. */
export function watch(name, changed) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === PREFIX + name) changed(JSON.parse(newValue));
  });
}
