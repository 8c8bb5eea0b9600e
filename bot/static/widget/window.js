// The chat in a window over another page.

import windowCss from "./window.css" with { type: "text" };
import words from "./texts.json" with { type: "json" };
import { mount } from "../chat/chat.js";
import { dress, filled, make } from "../chat/elements.js";
import { keep } from "../chat/storage.js";

const OPEN = "open";

/** Puts the window beside the button that opens it; gives back what opens it. `wishes` are the page's attributes. */
export function put(root, button, wishes) {
  const title = button.textContent;
  const small = matchMedia("(max-width: 36rem), (max-height: 30rem)");
  const room = make("div");
  const dialog = make("dialog", { "aria-label": title, class: wishes.side, onclose: closed }, room);
  dress(root, windowCss);
  root.prepend(dialog);
  let chat = null;
  dialog.addEventListener("keydown", ({ key }) => key === "Escape" && dialog.close());

  function closed() {
    keep(OPEN, null, "sessionStorage");
    button.style.visibility = "";
    button.focus();
  }

  const begin = () =>
    mount(room, {
      ...wishes,
      close: () => dialog.close(),
      isOpen: () => dialog.open,
      unreadChanged: (count) => {
        button.textContent = count ? filled(words.unread, { title, count }) : title;
      },
    });

  return (isAsked) => {
    // What is behind a whole screen is out of reach; beside a window the page goes on.
    if (small.matches) dialog.showModal();
    else dialog.show();
    keep(OPEN, true, "sessionStorage");
    button.style.visibility = "hidden";
    chat ??= begin();
    chat.looked();
    if (isAsked) chat.focus();
  };
}
