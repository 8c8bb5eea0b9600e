// One message as it is shown.

import office from "./office.json" with { type: "json" };
import texts from "./texts.json" with { type: "json" };
import { make, makeButton } from "./elements.js";
import { appendStanding, appendText, link, originOf } from "./richtext.js";
import { toolsOf } from "./tools.js";

const SOURCE = "Nguồn:";
const PRIVATE_MS = 5 * 60_000;

/** An empty message of somebody. */
export function frameOf(from) {
  const bubble = make("div", { class: "bubble" });
  return make("article", { class: `message ${from}` }, make("h2", { class: "unseen" }, texts.from[from]), bubble);
}

/** What the citizen says, as it stands before the server has it. */
export function saidMessage(text) {
  const shown = frameOf("citizen");
  shown.querySelector(".bubble").append(text);
  return shown;
}

/** A message as the server gives it; `acts` says what its buttons do. */
export function shownMessage(message, acts) {
  const shown = message.from === "citizen" ? saidMessage(message.text) : frameOf(message.from);
  if (message.from !== "citizen") fill(shown, message, acts);
  shown.classList.add(message.type);
  markTime(shown, message.at);
  return shown;
}

/** Notes below a message when it was said. */
export function markTime(shown, at) {
  const time = new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  note(shown, make("time", { datetime: at }, time));
}

/** Notes something below a message, instead of what stood there. */
export function note(shown, ...what) {
  shown.querySelector(":scope > .meta")?.remove();
  shown.querySelector(".bubble").after(make("p", { class: "meta" }, ...what));
}

function fill(shown, message, acts) {
  const bubble = shown.querySelector(".bubble");
  const choices = new Map();
  for (const button of message.buttons) {
    if (button.payload && button.payload !== office.reject) choices.set(button.payload, choiceOf(button, acts));
  }
  const left = fillBubble(bubble, message, choices);
  if (message.private) hideLater(bubble, message);
  const links = message.buttons.filter((button) => originOf(button.url)).map(({ url, title }) => link(url, title));
  const row = [...left.values(), ...links].map((button) => make("li", {}, button));
  if (row.length) shown.append(make("ul", { class: "list", "aria-label": texts.choices }, ...row));
  if (message.type === "answer") shown.append(toolsOf(message, bubble, acts));
}

function choiceOf({ title, payload }, acts) {
  return makeButton(title, () => acts.choose(payload));
}

/** Fills a bubble; gives back the choices that do not stand in its text. */
function fillBubble(bubble, message, choices) {
  const paragraphs = message.text.split("\n\n");
  const isSourced = message.source && paragraphs.at(-1).startsWith(SOURCE);
  const source = isSourced ? paragraphs.pop() : null;
  const origins = originsOf(message);
  if (message.type === "dossier" && message.dossier) appendStanding(bubble, paragraphs.join("\n\n"), origins);
  else appendText(bubble, paragraphs.join("\n\n"), { origins, choices });
  // Its name, short or official.
  if (Object.values(message.procedure ?? {}).includes(paragraphs[0])) bubble.firstElementChild?.classList.add("name");
  if (source) {
    const page = message.source.url ? [" ", link(message.source.url, texts.officialPage)] : [];
    bubble.append(make("p", { class: "source" }, source, ...page));
  }
  return choices;
}

function originsOf(message) {
  const addresses = [message.procedure?.url, message.source?.url, ...message.buttons.map((button) => button.url)];
  return [location.origin, ...addresses.map(originOf).filter(Boolean)];
}

/** What names persons of a dossier is for the moment only. */
function hideLater(bubble, message) {
  const hide = () => bubble.replaceChildren(make("p", {}, texts.privateGone));
  const left = new Date(message.at).getTime() + PRIVATE_MS - Date.now();
  if (left <= 0) hide();
  else setTimeout(hide, left);
}
