// One conversation with the server: what is said is kept until the server has it, what comes is shown once and in order.

import * as api from "./api.js";
import { newId } from "./id.js";
import { remembered } from "./storage.js";
import { texts } from "./texts.js";

const SILENCE_MS = 40_000;
const LOOK_MS = 5_000;
const LONGEST_PAUSE_MS = 15_000;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const pauseAfter = (failures) => Math.min(1000 * 2 ** (failures - 1), LONGEST_PAUSE_MS);
const isFinal = (error) => error instanceof api.Refused && !error.isPassing;
const isGone = (error) => error instanceof api.Refused && (error.status === 404 || error.status === 401);
const wordsOf = ({ text, payload }) => text ?? payload;

export class Conversation {
  /** `changed(exists)` is called whenever there begins or ends to be a conversation. */
  constructor(view, changed) {
    this.view = view;
    this.changed = changed;
    this.unsent = remembered.unsent().map((said) => ({ said, shown: null }));
    this.#begin(remembered.conversation());
    addEventListener("online", () => this.wake?.());
  }

  /** Shows what was said before, and goes on with what was not sent. */
  async resume() {
    if (this.known) await this.#look(this.known).catch((error) => isGone(error) && this.#lose());
    for (const unsent of this.unsent) unsent.shown ??= this.view.said(wordsOf(unsent.said));
    if (this.known) this.#listen(this.known);
    this.#deliver();
  }

  /** Says a text, or chooses the payload of a button: `{text}` or `{payload}`. */
  say(words) {
    this.unsent.push({ said: { client_id: newId(), ...words }, shown: this.view.said(wordsOf(words)) });
    this.#keepUnsent();
    this.view.say("");
    this.wake?.();
    this.#deliver();
  }

  /** Deletes all of it, here and at the server. */
  async remove() {
    try {
      await api.remove(this.known);
    } catch (error) {
      if (!isGone(error)) return this.view.say(texts.notDeleted);
    }
    this.unsent = [];
    this.#keepUnsent();
    this.#begin(null);
    this.view.clear();
    return this.view.say(texts.deleted);
  }

  #begin(known) {
    this.listening?.abort();
    this.listening = null;
    this.known = known;
    this.seq = 0;
    this.asked = 0;
    this.answered = 0;
    this.shown = new Map();
    remembered.keepConversation(known);
    this.changed(known !== null);
  }

  /** The server knows the conversation no more: what was not sent begins a new one. */
  #lose() {
    this.#begin(null);
    this.unsent = this.unsent.map(({ said, shown }) => ({ said: { client_id: newId(), text: wordsOf(said) }, shown }));
    this.#keepUnsent();
    this.view.clear(this.unsent.map(({ shown }) => shown).filter(Boolean));
    this.view.say(texts.historyLost);
  }

  #keepUnsent() {
    remembered.keepUnsent(this.unsent.map(({ said }) => said));
  }

  /** Sends what is not sent, one after the other, for as long as it takes. */
  async #deliver() {
    if (this.isDelivering) return;
    this.isDelivering = true;
    for (let failures = 0; this.unsent.length;) {
      const first = this.unsent[0];
      try {
        await this.#send(first);
        failures = 0;
      } catch (error) {
        if (isGone(error)) this.#lose();
        else if (isFinal(error)) this.#drop(first, error.message);
        else {
          failures += 1;
          this.view.undelivered(first.shown);
          this.view.say(error instanceof api.Refused ? error.message || texts.failed : texts.offline);
          const pause = error.retryAfter ? 1000 * error.retryAfter : pauseAfter(failures);
          await Promise.race([wait(pause), this.#woken()]);
        }
      }
    }
    this.isDelivering = false;
  }

  #woken() {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  async #send(unsent) {
    if (!this.known) this.#begin(await api.open());
    const { known } = this;
    if (!this.listening) this.#listen(known);
    const stored = await api.send(known, unsent.said);
    if (known !== this.known) return;
    this.#drop(unsent, "");
    const already = this.shown.get(stored.seq);
    if (already && already !== unsent.shown) unsent.shown.remove();
    else this.#settle(stored.seq, unsent.shown);
    this.#expectAnswer(stored.seq);
  }

  #drop(unsent, reason) {
    this.unsent = this.unsent.filter((other) => other !== unsent);
    this.#keepUnsent();
    if (reason) this.view.undelivered(unsent.shown);
    this.view.say(reason);
  }

  #settle(seq, shown) {
    this.shown.set(seq, shown);
    this.view.acknowledged(shown);
  }

  /** Shows a message from the server, unless it is shown already. */
  #take(known, message) {
    if (known !== this.known || message.seq <= this.seq) return;
    this.seq = message.seq;
    if (message.from === "citizen") {
      const mine = this.shown.get(message.seq) ?? this.#beingSent(message.text);
      if (mine) this.#settle(message.seq, mine);
      else this.shown.set(message.seq, this.view.add(message));
      this.#expectAnswer(message.seq);
      return;
    }
    if (message.last) this.answered = Math.max(this.answered, message.reply_to);
    this.view.showTyping(this.asked > this.answered);
    this.shown.set(message.seq, this.view.add(message, (payload) => this.say({ payload })));
  }

  #beingSent(text) {
    return this.unsent.find(({ said, shown }) => shown && wordsOf(said).trim() === text)?.shown;
  }

  #expectAnswer(seq) {
    this.asked = Math.max(this.asked, seq);
    this.view.showTyping(this.asked > this.answered);
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.#lookAgain(this.known), LOOK_MS);
  }

  /** Where something between us and the server holds events back, asking gets through. */
  async #lookAgain(known) {
    if (known !== this.known || this.asked <= this.answered) return;
    await this.#look(known).catch(() => {});
    this.looking = setTimeout(() => this.#lookAgain(known), LOOK_MS);
  }

  async #look(known) {
    for (;;) {
      const messages = await api.read(known, this.seq);
      if (!messages.length) return;
      for (const message of messages) this.#take(known, message);
    }
  }

  /** Shows what comes, for as long as there is this conversation. */
  async #listen(known) {
    for (let failures = 1; known === this.known; failures += 1) {
      const listening = new AbortController();
      this.listening = listening;
      let silence = setTimeout(() => listening.abort(), SILENCE_MS);
      const heard = () => {
        failures = 0;
        clearTimeout(silence);
        silence = setTimeout(() => listening.abort(), SILENCE_MS);
      };
      try {
        for await (const message of api.events(known, this.seq, heard, listening.signal)) this.#take(known, message);
      } catch (error) {
        if (known === this.known && isGone(error)) this.#lose();
      }
      clearTimeout(silence);
      await wait(pauseAfter(Math.max(failures, 1)));
    }
  }
}
