// Names of procedures that go on as the text begins, offered while it is written.

import texts from "./texts.json" with { type: "json" };
import { make } from "./elements.js";

const PAUSE_MS = 120;
const SHORTEST_NAME = 2;
const LONGEST_NAME = 60;

export class Suggestions {
  /** `field` is written in; `choose(name)` is called with the chosen one. */
  constructor(server, field, choose) {
    this.server = server;
    this.field = field;
    this.choose = choose;
    this.at = -1;
    this.list = make("ul", { class: "suggestions", id: "suggestions", role: "listbox", "aria-label": texts.suggestions, hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", "suggestions");
    field.addEventListener("blur", () => this.close());
    // The field keeps the focus, so that the choice is not lost with it.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  /** Asks for what goes with the text, once it has stood for a moment. */
  look(text) {
    clearTimeout(this.pause);
    this.asking?.abort();
    const wanted = text.trim();
    if (wanted.length < SHORTEST_NAME || wanted.length > LONGEST_NAME || wanted.includes("\n")) return this.close();
    this.pause = setTimeout(() => this.#ask(wanted), PAUSE_MS);
  }

  /** Takes a key that belongs to the open list; whether it did. */
  take(event) {
    const many = this.list.children.length;
    if (this.list.hidden) return false;
    if (event.key === "ArrowDown") this.#mark((this.at + 1) % many);
    else if (event.key === "ArrowUp") this.#mark((this.at <= 0 ? many : this.at) - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.at >= 0) this.list.children[this.at].click();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  close() {
    clearTimeout(this.pause);
    this.asking?.abort();
    this.list.hidden = true;
    this.#mark(-1);
  }

  async #ask(text) {
    this.asking = new AbortController();
    const { signal } = this.asking;
    // Without suggestions everything else goes on.
    const found = await this.server.suggest(text, signal).catch(() => []);
    if (signal.aborted || this.field.getRootNode().activeElement !== this.field) return;
    this.list.replaceChildren(...found.map(({ name }, at) => this.#option(name, at)));
    this.list.hidden = !found.length;
    this.#mark(-1);
  }

  #option(name, at) {
    const chosen = () => {
      this.close();
      this.choose(name);
    };
    return make("li", { role: "option", id: `suggestion-${at}`, onclick: chosen }, name);
  }

  #mark(at) {
    this.at = at;
    for (const [place, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(place === at));
    if (at < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `suggestion-${at}`);
    this.list.children[at]?.scrollIntoView({ block: "nearest" });
  }
}
