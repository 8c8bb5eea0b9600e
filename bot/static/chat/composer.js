// Where the citizen writes.

import office from "./office.json" with { type: "json" };
import texts from "./texts.json" with { type: "json" };
import { filled, make, makeButton } from "./elements.js";
import { keep, recall } from "./storage.js";
import { Suggestions } from "./suggestions.js";

// What browsers report for keys while a Vietnamese keyboard is composing a letter.
const COMPOSING = 229;
const DRAFT = "draft";

export class Composer {
  /** `say(text)` is called with what is sent. */
  constructor(server, say) {
    this.say = say;
    this.field = make("textarea", {
      id: "text", rows: "1", autocomplete: "off", enterkeyhint: "send", placeholder: texts.placeholder, "aria-describedby": "hint counter",
    });
    this.counter = make("p", { class: "counter", id: "counter", role: "alert" });
    this.suggestions = new Suggestions(server, this.field, (name) => this.#send(name));
    const quick = texts.quick.map(({ title, says }) => make("li", {}, makeButton(title, () => say(says))));
    this.element = make("form", { class: "ask" },
      make("ul", { class: "list quick" }, ...quick),
      this.suggestions.list,
      this.counter,
      make("label", { for: "text", class: "unseen" }, texts.question),
      this.field,
      make("button", { type: "submit", class: "send strong" }, texts.send),
      make("p", { class: "hint", id: "hint" }, texts.hint),
    );
    this.field.value = recall(DRAFT, "sessionStorage") ?? "";
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
      this.field.focus();
    });
    this.field.addEventListener("input", () => this.#written());
    this.field.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Fits the field to its text, once it is shown. */
  fit() {
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${this.field.scrollHeight + 2}px`;
    const count = this.field.value.trim().length;
    const isLong = count > office.longest;
    this.counter.textContent = isLong ? filled(texts.tooLong, { count, longest: office.longest }) : "";
    this.field.setAttribute("aria-invalid", String(isLong));
  }

  /** Shows the keys for what is asked for: "digits", or letters. */
  expect(what) {
    this.field.inputMode = what === "digits" ? "numeric" : "";
    this.field.placeholder = what === "digits" ? texts.digits : texts.placeholder;
  }

  #written() {
    this.fit();
    keep(DRAFT, this.field.value || null, "sessionStorage");
    if (this.field.inputMode !== "numeric") this.suggestions.look(this.field.value);
  }

  #press(event) {
    if (event.isComposing || event.keyCode === COMPOSING) return;
    if (this.suggestions.take(event) || event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#send();
  }

  #send(said = this.field.value.trim()) {
    this.suggestions.close();
    if (!said || said.length > office.longest) return;
    this.field.value = "";
    keep(DRAFT, null, "sessionStorage");
    this.fit();
    this.say(said);
  }
}
