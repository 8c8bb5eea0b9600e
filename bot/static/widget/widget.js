// The one script that other pages carry: a button. The chat behind it comes once it is pressed.

import texts from "./texts.json" with { type: "json" };
import versions from "./versions.json" with { type: "json" };
import { paint } from "./colour.js";

const BUTTON =
  "all:initial;position:fixed;z-index:2147483647;bottom:16px;min-height:56px;padding:8px 20px;border:2px solid #fff;border-radius:28px;" +
  "background:var(--accent,#00695c);color:#fff;font:600 max(16px,1rem) system-ui,sans-serif;cursor:pointer;box-shadow:0 3px 14px #0006;";
const FOCUSED = "3px solid #ffb300";

const { src, dataset } = document.currentScript;
const home = new URL(".", src).href;

function begin() {
  const host = document.createElement("motcua-widget");
  const button = document.createElement("button");
  let coming = null;
  const show = async (isAsked) => {
    try {
      coming ??= import(`${home}widget/chat.js?v=${versions.chat}`).then(({ put }) => put(host.shadowRoot, button, dataset));
      (await coming)(isAsked);
    } catch {
      // Without network, or where this page may not carry the chat, the page of its own is left.
      button.textContent = texts.failed;
      button.onclick = () => window.open(home);
    }
  };
  paint(host, dataset.color);
  button.type = "button";
  button.textContent = dataset.title || texts.open;
  button.style.cssText = `${BUTTON}${dataset.side === "left" ? "left" : "right"}:16px`;
  button.onfocus = button.onblur = ({ type }) => {
    button.style.outline = type === "focus" ? FOCUSED : "";
  };
  button.onclick = () => show(true);
  host.attachShadow({ mode: "open" }).append(button);
  document.body.append(host);
  // It stays open from page to page of one tab; on a phone it would cover the new page.
  try {
    if (sessionStorage.getItem("motcua.open") && innerWidth > 600) show(false);
  } catch {
    // Without storage it begins closed.
  }
}

if (document.body) begin();
else addEventListener("DOMContentLoaded", begin);
