// The conversation as it is shown.

import office from "./office.json" with { type: "json" };
import texts from "./texts.json" with { type: "json" };
import { filled, make, makeButton } from "./elements.js";
import { frameOf, markTime, note, saidMessage, shownMessage } from "./message.js";
import { appendText } from "./richtext.js";

const NEAR_THE_END_PX = 80;
const GAP_PX = 12;

const dayOf = (at) => new Date(at).toLocaleDateString("vi-VN", { weekday: "long", day: "numeric", month: "numeric" });

export class View {
  /** `acts`: `choose(payload)`, `ask(text)`, `resend()`, `rate(rating)`; `isSeen()` says whether somebody looks. */
  constructor(acts, isSeen) {
    this.acts = { ...acts, announce: (text) => this.say(text), settle: () => this.#stay() };
    this.isSeen = isSeen;
    this.unread = 0;
    this.unreadChanged = () => {};
    this.expected = () => {};
    this.log = make("div", { class: "log", role: "log", "aria-live": "polite" });
    this.typing = make("p", { class: "typing", hidden: true }, make("span", { class: "unseen" }, texts.typing), make("i"), make("i"), make("i"));
    this.scroll = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": texts.log }, this.log, this.typing);
    this.latest = makeButton(texts.latest, () => this.#toEnd(this.#stay()), { class: "latest", hidden: true });
    this.status = make("p", { class: "status", role: "status" });
    this.day = dayOf(Date.now());
    this.scroll.addEventListener("scroll", () => this.#lookBelow());
    new ResizeObserver(() => this.#lookBelow()).observe(this.log);
  }

  /** Shows the greeting, with questions that can be asked by one press. */
  greet({ greeting, questions }) {
    this.greeting = this.#own("bot", greeting || office.greeting, questions);
    this.log.replaceChildren(this.greeting);
  }

  /** Says something of the office itself. */
  tell(text) {
    this.#append(this.#own("system", text, []));
  }

  /** Says what procedure is looked at, with the questions that people have of it. */
  introduce(name) {
    this.#retire();
    this.#append(this.#own("bot", filled(texts.about, { name }), texts.aboutQuestions.map((title) => ({ title }))), true);
  }

  /** Shows what the citizen just said, before the server has it. */
  said(text) {
    const shown = saidMessage(text);
    note(shown, texts.sending);
    this.#retire();
    this.#seen();
    this.#append(shown, true);
    return shown;
  }

  /** Notes that the server has a message. */
  acknowledged(shown, { at }) {
    markTime(shown, at);
  }

  /** Notes that a message did not reach the server, and whether it will be tried again. */
  undelivered(shown, isTriedAgain) {
    const again = isTriedAgain ? [" · ", makeButton(texts.resend, () => this.acts.resend(this.#stay()), { class: "plain" })] : [];
    note(shown, texts.notSent, ...again);
  }

  /** Shows a message as the server gives it. */
  add(message) {
    const shown = shownMessage(message, this.acts);
    const isOthers = message.from !== "citizen";
    this.#retire();
    this.#markDay(message.at);
    if (isOthers && !this.isSeen()) this.#countUnread();
    this.#append(shown, !isOthers);
    if (isOthers) this.expected(message.expects);
    return shown;
  }

  /** Shows whether an answer is on its way. */
  showTyping(isTyping) {
    if (this.typing.hidden === !isTyping) return;
    const wasAtEnd = this.#isAtEnd();
    this.typing.hidden = !isTyping;
    if (isTyping && wasAtEnd) this.#toEnd();
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
    this.log.replaceChildren(this.greeting, ...kept);
    this.greeting.querySelector(".list")?.toggleAttribute("hidden", kept.length > 0);
    this.showTyping(false);
    this.expected(null);
  }

  /** Notes that somebody looks again. */
  looked() {
    this.unread = 0;
    this.unreadChanged(0);
    this.#lookBelow();
  }

  /** A message of the chat's own, with questions that can be asked by one press. */
  #own(from, text, questions) {
    const shown = frameOf(from);
    appendText(shown.querySelector(".bubble"), text, { origins: [] });
    const buttons = questions.map(({ title, question = title }) => make("li", {}, makeButton(title, () => this.acts.ask(question))));
    shown.append(make("ul", { class: "list examples" }, ...buttons));
    return shown;
  }

  #countUnread() {
    if (!this.log.querySelector(".unread")) this.log.append(make("p", { class: "unread" }, texts.unread));
    this.unread += 1;
    this.unreadChanged(this.unread);
  }

  #seen() {
    this.log.querySelector(".unread")?.remove();
  }

  #markDay(at) {
    const day = dayOf(at);
    if (day !== this.day) this.log.append(make("p", { class: "day" }, day));
    this.day = day;
  }

  /** A choice is for the moment: those of earlier messages go, or become words of their list; links stay. */
  #retire() {
    const { activeElement: at } = this.log.getRootNode();
    for (const list of this.log.querySelectorAll(".examples")) list.hidden = true;
    for (const button of this.log.querySelectorAll(".message > .list:not(.examples) button")) button.parentElement.remove();
    for (const button of this.log.querySelectorAll(".bubble button")) button.replaceWith(button.textContent);
    for (const list of this.log.querySelectorAll(".message > .list:empty, .judgement")) list.remove();
    // The focus would fall out of the conversation with the button that was pressed.
    if (at && (!at.isConnected || at.closest("[hidden]"))) this.#stay();
  }

  #stay() {
    this.scroll.focus({ preventScroll: true });
  }

  #append(shown, always) {
    const wasAtEnd = this.#isAtEnd();
    this.log.append(shown);
    if (always) this.#toEnd();
    else if (wasAtEnd) this.#toBeginOf(shown);
  }

  #isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
  }

  #lookBelow() {
    this.latest.hidden = this.#isAtEnd();
  }

  /** A long answer is read from its beginning. */
  #toBeginOf(shown) {
    this.scroll.scrollTop = shown.offsetTop - this.scroll.offsetTop - GAP_PX;
  }

  #toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }
}
