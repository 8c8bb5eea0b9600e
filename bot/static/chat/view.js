// The conversation as it is shown.

import { appendText, link } from "./richtext.js";
import { texts } from "./texts.js";

const SOURCE = "Nguồn:";
const NEAR_THE_END_PX = 120;
const GAP_PX = 12;

export class View {
  constructor({ log, scroll, typing, status, examples }) {
    this.log = log;
    this.scroll = scroll;
    this.typing = typing;
    this.status = status;
    this.examples = examples;
    this.greeting = [...log.children];
  }

  /** Shows what the citizen just said, before the server has it. */
  said(text) {
    const shown = this.#message("citizen");
    shown.querySelector(".bubble").textContent = text;
    this.#mark(shown, texts.sending);
    this.#retireButtons();
    this.#append(shown, true);
    return shown;
  }

  /** Notes that the server has a message. */
  acknowledged(shown) {
    this.#mark(shown, "");
  }

  /** Notes that a message did not reach the server. */
  undelivered(shown) {
    this.#mark(shown, texts.notSent);
  }

  /** Shows a message as the server gives it; `choose` is called with a button's payload. */
  add(message, choose) {
    const shown = this.#message(message.from);
    const bubble = shown.querySelector(".bubble");
    if (message.from === "citizen") bubble.textContent = message.text;
    else this.#fill(bubble, message);
    if (message.type === "error" || message.type === "notice") shown.classList.add(message.type);
    this.#retireButtons();
    if (message.buttons.length) shown.append(buttons(message.buttons, choose));
    this.#append(shown, message.from === "citizen");
    return shown;
  }

  /** Shows whether an answer is on its way. */
  showTyping(isTyping) {
    if (this.typing.hidden === !isTyping) return;
    this.typing.hidden = !isTyping;
    if (isTyping) this.#toEnd();
  }

  /** Says something about the connection or a refusal; "" takes it back. */
  say(text) {
    if (this.status.textContent === text) return;
    const wasAtEnd = this.#isAtEnd();
    this.status.textContent = text;
    if (wasAtEnd) this.#toEnd();
  }

  /** Shows the greeting, what is to be kept, and nothing else. */
  clear(kept = []) {
    this.log.replaceChildren(...this.greeting, ...kept);
    this.examples.hidden = kept.length > 0;
    this.showTyping(false);
  }

  #message(from) {
    const shown = document.createElement("article");
    shown.className = `message ${from}`;
    const heading = document.createElement("h2");
    heading.className = "unseen";
    heading.textContent = texts[from];
    const bubble = document.createElement("div");
    bubble.className = "bubble";
    shown.append(heading, bubble);
    return shown;
  }

  #fill(bubble, message) {
    const paragraphs = message.text.split("\n\n");
    const isSourced = message.source && paragraphs.at(-1).startsWith(SOURCE);
    const source = isSourced ? paragraphs.pop() : null;
    appendText(bubble, paragraphs.join("\n\n"), ownOrigins(message));
    if (message.procedure && paragraphs[0] === message.procedure.name) bubble.firstElementChild?.classList.add("name");
    if (!source) return;
    const line = document.createElement("p");
    line.className = "source";
    line.append(source);
    if (message.source.url) line.append(" ", link(message.source.url, texts.officialPage));
    bubble.append(line);
  }

  #mark(shown, text) {
    shown.querySelector(".meta")?.remove();
    if (!text) return;
    const meta = document.createElement("p");
    meta.className = "meta";
    meta.textContent = text;
    shown.append(meta);
  }

  /** A choice is for the moment: those of earlier messages go, links stay. */
  #retireButtons() {
    for (const button of this.log.querySelectorAll(".buttons:not(.examples) button")) button.parentElement.remove();
    for (const list of this.log.querySelectorAll(".buttons:empty")) list.remove();
  }

  #append(shown, always) {
    const wasAtEnd = this.#isAtEnd();
    this.log.append(shown);
    this.examples.hidden = true;
    if (always) this.#toEnd();
    else if (wasAtEnd) this.#toBeginOf(shown);
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
  }

  /** A long answer is read from its beginning. */
  #toBeginOf(shown) {
    this.scroll.scrollTop = shown.offsetTop - this.scroll.offsetTop - GAP_PX;
  }

  #toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }
}

function ownOrigins(message) {
  const addresses = [message.procedure?.url, message.source?.url, ...message.buttons.map((button) => button.url)];
  return [location.origin, ...addresses.filter((address) => /^https?:\/\//.test(address ?? "")).map((a) => new URL(a).origin)];
}

function buttons(list, choose) {
  const shown = document.createElement("ul");
  shown.className = "buttons";
  shown.setAttribute("aria-label", texts.choices);
  for (const { title, payload, url } of list) {
    const item = shown.appendChild(document.createElement("li"));
    if (url) {
      item.append(link(url, title));
      continue;
    }
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    button.textContent = title;
    button.addEventListener("click", () => choose(payload));
  }
  return shown;
}
