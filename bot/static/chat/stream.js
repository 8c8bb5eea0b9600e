// What the server tells by itself, through one tab for all of them, and only while somebody can see it.

import { pauseAfter, wait } from "./pauses.js";
import { isGone } from "./server.js";
import { alone, News, untilSeen, whileSeen } from "./tabs.js";

// The server shows every 15 s that it lives.
const SILENCE_MS = 20_000;

export class Stream {
  /** `to`: `at()`, the seq that is known; `take(known, message)`; `look(known)` asks for the rest; `gone(known)`. */
  constructor(server, to) {
    this.server = server;
    this.to = to;
    this.heardAt = 0;
    this.news = new News((id, message) => id === this.known?.id && this.#hear(message));
  }

  /** Whether nothing has come for so long that something in between must hold it back. */
  get isSilent() {
    return Date.now() - this.heardAt > SILENCE_MS;
  }

  /** Listens to a conversation, until the end or another one; again changes nothing. */
  begin(known) {
    if (this.known?.id === known.id) return;
    this.end();
    this.known = known;
    this.#listen(known);
  }

  end() {
    this.known = null;
    this.renew();
  }

  /** Gives up a connection that may be dead, for a new one. */
  renew() {
    this.connection?.abort();
  }

  async #listen(known) {
    while (known === this.known) {
      await untilSeen();
      this.connection = whileSeen();
      const { signal } = this.connection;
      this.to.look(known).catch(() => {});
      await alone(known.id, signal, () => this.#hold(known, signal)).catch(() => {});
      await wait(50);
    }
  }

  /** Holds the stream, again and again, while this tab is seen. */
  async #hold(known, signal) {
    for (let failures = 1; !signal.aborted; failures += 1) {
      const heard = () => {
        failures = 0;
        this.#hear();
        this.news.tell(known.id);
      };
      try {
        for await (const message of this.server.events(known, this.to.at(), heard, signal)) {
          this.to.take(known, message);
          this.news.tell(known.id, message);
        }
      } catch (error) {
        if (isGone(error)) this.to.gone(known);
      }
      if (!signal.aborted) await wait(pauseAfter(failures));
    }
  }

  /** Takes what another tab has heard; after a gap the rest is asked for. */
  #hear(message) {
    this.heardAt = Date.now();
    if (!message || message.seq <= this.to.at()) return;
    if (message.seq === this.to.at() + 1) this.to.take(this.known, message);
    else this.to.look(this.known).catch(() => {});
  }
}
