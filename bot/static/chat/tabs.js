// The tabs of one browser with each other. A browser has six connections to a host: of all tabs only one holds a stream.

import { wait } from "./pauses.js";

const TOLD_MS = 2_000;

/** Does `work` while no other tab does anything under this name; at once where tabs cannot know of each other. */
export async function alone(name, signal, work) {
  let isMine = false;
  const mine = () => {
    isMine = true;
    return work();
  };
  try {
    return await navigator.locks.request(`motcua.${name}`, signal ? { signal } : {}, mine);
  } catch (error) {
    if (isMine || signal?.aborted) throw error;
    return work();
  }
}

/** Opens what all tabs share, once: `kept()` is what there is, `open()` makes it where there is none. */
export function openOnce(kept, open) {
  const mark = "motcua.opened ";
  return alone("open", null, async () => {
    // What one tab keeps reaches the others late, a lock's name at once.
    const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
    const told = held.map(({ name }) => name).find((name) => name.startsWith(mark));
    const other = told ? JSON.parse(told.slice(mark.length)) : kept();
    if (other) return other;
    const opened = await open();
    navigator.locks?.request(mark + JSON.stringify(opened), () => wait(TOLD_MS)).catch(() => {});
    return opened;
  });
}

/** Tells the other tabs of what has come, and hears what they tell. */
export class News {
  constructor(heard) {
    try {
      this.channel = new BroadcastChannel("motcua");
      this.channel.onmessage = ({ data }) => heard(...data);
    } catch {
      // Where tabs cannot know of each other, each listens for itself.
    }
  }

  tell(...news) {
    this.channel?.postMessage(news);
  }
}

/** Comes back once this tab can be seen. */
export async function untilSeen() {
  while (document.hidden) await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}

/** Something to abort, which is aborted when this tab cannot be seen any more. */
export function whileSeen() {
  const seen = new AbortController();
  const { signal } = seen;
  document.addEventListener("visibilitychange", () => document.hidden && seen.abort(), { signal });
  addEventListener("pagehide", () => seen.abort(), { signal });
  return seen;
}
