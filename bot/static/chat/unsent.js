// What was said and is not acknowledged yet. All tabs keep it in one place, each adding and taking out its own.

import { newId } from "./id.js";
import { keep, recall } from "./storage.js";

/** What is said by `{text}` or `{payload}`. */
export const wordsOf = ({ text, payload }) => text ?? payload;

export class Unsent {
  constructor() {
    this.all = (recall("unsent") ?? []).map((said) => ({ said, shown: null }));
  }

  get first() {
    return this.all[0];
  }

  /** Adds `{client_id, text}` or `{client_id, payload}`, shown as an element. */
  add(said, shown) {
    this.all.push({ said, shown });
    this.#keep((others) => [...others, said]);
  }

  /** Takes one out: the server has it, or never takes it. */
  drop(unsent) {
    this.all = this.all.filter((other) => other !== unsent);
    this.#keep((others) => others.filter(({ client_id }) => client_id !== unsent.said.client_id));
  }

  /** Forgets all. */
  forget() {
    this.all = [];
    keep("unsent", null);
  }

  /** Makes all of it fit for a new conversation, where no button has been offered. */
  renew() {
    for (const unsent of this.all) unsent.said = { client_id: newId(), text: wordsOf(unsent.said) };
    this.#keep(() => this.all.map(({ said }) => said));
  }

  /** The element that shows a text which the server may have already. */
  shownAs(text) {
    return this.all.find(({ said, shown }) => shown && wordsOf(said).trim() === text)?.shown;
  }

  #keep(change) {
    const kept = change(recall("unsent") ?? []);
    keep("unsent", kept.length ? kept : null);
  }
}
