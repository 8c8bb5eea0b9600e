// The whole chat: its head, the conversation, where one writes, and the questions before something is lost.

import office from "./office.json" with { type: "json" };
import texts from "./texts.json" with { type: "json" };
import { Composer } from "./composer.js";
import { make, makeButton } from "./elements.js";
import { keep, recall } from "./storage.js";
import { View } from "./view.js";

const SIZES = [1, 1.25, 1.5];

export class Panel {
  /** `options`: title, level of the heading, home, `close` where it can be closed, `isOpen()`. */
  constructor(root, server, options) {
    this.root = root;
    this.conversation = null;
    const say = (text) => this.conversation.say({ text });
    const acts = {
      choose: (payload) => this.conversation.say({ payload }),
      ask: say,
      resend: () => this.conversation.hurry(),
      rate: (rating) => this.conversation.rate(rating),
    };
    this.view = new View(acts, () => !document.hidden && options.isOpen());
    this.composer = new Composer(server, say);
    this.view.expected = (what) => this.composer.expect(what);
    this.size = recall("letters") ?? 0;
    this.element = make("section", { class: "panel", "aria-label": options.title, tabindex: "-1" },
      this.#head(options),
      make("div", { class: "middle" }, this.view.scroll, this.view.latest),
      this.view.status,
      this.composer.element,
    );
    root.append(this.element);
    this.#resize(0);
    document.addEventListener("visibilitychange", () => !document.hidden && options.isOpen() && this.view.looked());
  }

  /** Says whether there is something that can be left or deleted. */
  set isTalking(isTalking) {
    for (const item of this.ending) item.hidden = !isTalking;
  }

  #head(options) {
    const heading = make(options.level, { class: "title" }, options.title);
    const centre = office.centre && office.centre !== options.title ? make("p", { class: "centre" }, office.centre) : null;
    this.letters = makeButton("A", () => this.#resize(1), { class: "tool" });
    const close = options.close && makeButton("×", options.close, { class: "tool", "aria-label": texts.close });
    return make("header", { class: "head" },
      make("div", { class: "names" }, heading, centre),
      this.letters, this.#menu(options.home), close,
    );
  }

  #menu(home) {
    const list = make("ul", { id: "menu", hidden: true });
    const button = makeButton("…", () => show(list.hidden), {
      class: "tool", "aria-label": texts.menu, "aria-expanded": "false", "aria-controls": "menu",
    });
    const show = (isShown) => {
      list.hidden = !isShown;
      button.setAttribute("aria-expanded", String(isShown));
    };
    const item = (title, act) => {
      const choose = () => {
        show(false);
        button.focus();
        act();
      };
      return make("li", {}, makeButton(title, choose));
    };
    this.ending = [
      item(texts.startAnew, () => this.conversation.leave(texts.startedAnew)),
      item(texts.delete, () => this.#confirm(() => this.conversation.remove(), button)),
    ];
    const pages = texts.pages.map(({ title, address }) => make("li", {}, make("a", { href: home + address, target: "_blank", rel: "noopener" }, title)));
    list.append(...this.ending, ...pages);
    const menu = make("div", { class: "menu" }, button, list);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || list.hidden) return;
      event.stopPropagation();
      show(false);
      button.focus();
    });
    menu.addEventListener("focusout", ({ relatedTarget }) => menu.contains(relatedTarget) || show(false));
    this.root.addEventListener("pointerdown", ({ target }) => menu.contains(target) || show(false));
    return menu;
  }

  #confirm(act, opener) {
    const dialog = make("dialog", { "aria-labelledby": "confirm" },
      make("h2", { id: "confirm" }, texts.confirm),
      make("p", {}, texts.confirmText),
      make("div", { class: "list" },
        makeButton(texts.stay, () => dialog.close(), { autofocus: true }),
        makeButton(texts.go, () => dialog.close("go"), { class: "strong" }),
      ),
    );
    // A key in here is nothing for the window around.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener.focus();
      if (dialog.returnValue) act();
    });
    this.root.append(dialog);
    dialog.showModal();
  }

  #resize(by) {
    this.size = (this.size + by) % SIZES.length;
    if (by) keep("letters", this.size);
    const isLargest = this.size === SIZES.length - 1;
    this.element.style.setProperty("--letters", SIZES[this.size]);
    this.letters.textContent = isLargest ? "A−" : "A+";
    this.letters.ariaLabel = `${this.letters.textContent} ${isLargest ? texts.smaller : texts.larger}`;
    this.composer.fit();
  }
}
