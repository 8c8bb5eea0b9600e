// One conversation with the server: what is said is kept until the server has it, what comes is shown once and in order.

import texts from "./texts.json" with { type: "json" };
import { newId } from "./id.js";
import { pauseAfter, wait } from "./pauses.js";
import { isFinal, isGone } from "./server.js";
import { keep, recall, watch } from "./storage.js";
import { Stream } from "./stream.js";
import { openOnce } from "./tabs.js";
import { Unsent, wordsOf } from "./unsent.js";

const LOOK_MS = 5_000;
const REMEMBERED = 40;


export class Conversation {
  /** `subject` is the procedure that is talked about from the next message on; `changed(exists)` hears of the rest. */
  constructor(server, view, subject, changed) {
    this.server = server;
    this.view = view;
    this.subject = subject;
    this.changed = changed;
    this.unsent = new Unsent();
    this.stream = new Stream(server, {
      at: () => this.seq,
      take: (known, message) => this.#take(known, message),
      look: (known) => this.#look(known),
      gone: (known) => known === this.known && this.#lose(),
    });
    this.#begin(recall("conversation"));
    addEventListener("online", () => {
      this.stream.renew();
      this.hurry();
    });
    watch("conversation", (other) => other?.id !== this.known?.id && this.#follow(other));
    setInterval(() => this.#lookAgain(), LOOK_MS);
  }

  /** Shows what was said before, what is kept here first, and goes on with what was not sent. */
  async resume() {
    if (this.known) {
      this.#remind(this.known);
      this.stream.begin(this.known);
      await this.#look(this.known).catch((error) => isGone(error) && this.#lose());
    }
    for (const unsent of this.unsent.all) unsent.shown ??= this.view.said(wordsOf(unsent.said));
    this.#deliver();
  }

  /** Says a text, or chooses the payload of a button: `{text}` or `{payload}`. */
  say(words) {
    this.unsent.add({ client_id: newId(), ...words }, this.view.said(wordsOf(words)));
    this.view.say("");
    this.hurry();
    this.#deliver();
  }

  /** Tries at once what waits for its next try. */
  hurry() {
    this.wake?.();
  }

  /** Judges an answer. */
  rate(rating) {
    this.server.rate(this.known, rating).catch(() => {});
  }

  /** Deletes all of it, here and at the server. */
  async remove() {
    try {
      if (this.known) await this.server.remove(this.known);
    } catch (error) {
      if (!isGone(error)) return this.view.say(texts.notDeleted);
    }
    return this.leave(texts.deleted);
  }

  /** Begins anew, and says so. */
  leave(said) {
    this.unsent.forget();
    this.#drop(said);
  }

  #drop(said) {
    keep("conversation", null);
    keep("history", null);
    this.#show(null);
    this.view.say(said);
  }

  /** Shows nothing but what was not sent, in a conversation or in none. */
  #show(known) {
    this.#begin(known);
    this.view.clear(this.unsent.all.map(({ shown }) => shown).filter(Boolean));
  }

  #begin(known) {
    this.stream.end();
    this.known = known;
    this.seq = 0;
    this.asked = 0;
    this.answered = 0;
    this.shown = new Map();
    this.history = [];
    this.changed(known !== null);
  }

  /** The server knows the conversation no more: what was not sent begins a new one. */
  #lose() {
    this.unsent.renew();
    this.#drop(texts.historyLost);
  }

  /** Goes to the conversation that another tab has begun, or away from one that it has left. */
  #follow(other) {
    this.#show(other);
    if (other) this.resume();
  }

  /** Shows the messages that this browser remembers, also without network. */
  #remind(known) {
    const past = recall("history");
    if (past?.id !== known.id) return;
    for (const message of past.messages) this.#add(message);
    this.history = past.messages;
    this.seq = past.seq;
  }

  #remember(message) {
    // What is private is for the moment only.
    if (!message.private) this.history = [...this.history, message].slice(-REMEMBERED);
    keep("history", { id: this.known.id, seq: this.seq, messages: this.history });
  }

  /** Sends what is not sent, one after the other, for as long as it takes. */
  async #deliver() {
    if (this.isDelivering) return;
    this.isDelivering = true;
    for (let failures = 0; this.unsent.first;) {
      const { first } = this.unsent;
      try {
        await this.#send(first);
        failures = 0;
      } catch (error) {
        if (isGone(error)) this.#lose();
        else if (isFinal(error)) this.#refuse(first, error.message);
        else {
          failures += 1;
          this.view.undelivered(first.shown, true);
          this.view.say(error.status ? error.message || texts.failed : texts.offline);
          await Promise.race([wait(error.retryAfter ? 1000 * error.retryAfter : pauseAfter(failures)), this.#woken()]);
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
    if (!this.known) this.#begin(await this.#open());
    const { known, subject } = this;
    if (subject) await this.server.turnTo(known, subject).catch((error) => isGone(error) || Promise.reject(error));
    this.subject = null;
    this.stream.begin(known);
    const stored = await this.server.send(known, unsent.said);
    if (known !== this.known) return;
    this.unsent.drop(unsent);
    this.view.say("");
    const already = this.shown.get(stored.seq);
    if (already && already !== unsent.shown) unsent.shown.remove();
    else this.#settle(stored, unsent.shown);
    this.#expectAnswer(stored.seq);
  }

  /** Opens a conversation, or takes the one that another tab opened in the meantime. */
  #open() {
    return openOnce(() => recall("conversation"), async () => {
      const opened = await this.server.open(this.subject);
      this.subject = null;
      keep("conversation", opened);
      return opened;
    });
  }

  #refuse(unsent, reason) {
    this.unsent.drop(unsent);
    this.view.undelivered(unsent.shown, false);
    this.view.say(reason);
  }

  #settle(message, shown) {
    this.shown.set(message.seq, shown);
    this.view.acknowledged(shown, message);
  }

  /** Shows a message from the server, unless it is shown already. */
  #take(known, message) {
    if (known !== this.known || message.seq <= this.seq) return;
    this.seq = message.seq;
    this.#remember(message);
    this.#add(message);
  }

  #add(message) {
    if (message.from === "citizen") {
      const mine = this.shown.get(message.seq) ?? this.unsent.shownAs(message.text);
      if (mine) this.#settle(message, mine);
      else this.shown.set(message.seq, this.view.add(message));
      this.#expectAnswer(message.seq);
      return;
    }
    if (message.last) this.answered = Math.max(this.answered, message.reply_to);
    this.view.showTyping(this.asked > this.answered);
    this.shown.set(message.seq, this.view.add(message));
  }

  #expectAnswer(seq) {
    this.asked = Math.max(this.asked, seq);
    this.view.showTyping(this.asked > this.answered);
  }

  /** Where something between us and the server holds events back, asking gets through. */
  #lookAgain() {
    const isWaiting = this.asked > this.answered || this.stream.isSilent;
    if (this.known && isWaiting && !document.hidden) this.#look(this.known).catch(() => {});
  }

  async #look(known) {
    for (;;) {
      const messages = await this.server.read(known, this.seq);
      if (!messages.length) return;
      for (const message of messages) this.#take(known, message);
    }
  }
}
