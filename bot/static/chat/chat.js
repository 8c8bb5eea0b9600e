// The chat, put into a place of a page: of our own, or of any other.

import office from "./office.json" with { type: "json" };
import css from "./chat.css" with { type: "text" };
import { Conversation } from "./conversation.js";
import { dress } from "./elements.js";
import { Panel } from "./panel.js";
import { Server } from "./server.js";
import { keep, recall } from "./storage.js";

const HOME = new URL("../", import.meta.url).href;
const SUBJECT = "subject";

/**
 * Puts the chat into `place`.
 *
 * `options`: title, greeting, question (offered first), subject (a procedure's code), level (of the heading),
 * close (called when it is to be closed), isOpen, unreadChanged. Gives back what the page may do with it.
 */
export function mount(place, options = {}) {
  const root = place.attachShadow({ mode: "open" });
  dress(root, css);
  const server = new Server(HOME);
  const isOpen = options.isOpen ?? (() => true);
  const panel = new Panel(root, server, { ...options, title: options.title || office.service, level: options.level ?? "h2", home: HOME, isOpen });
  const own = options.question ? [{ title: options.question }] : [];
  panel.view.greet({ greeting: options.greeting, questions: [...own, ...office.examples] });
  panel.view.unreadChanged = options.unreadChanged ?? (() => {});
  const conversation = new Conversation(server, panel.view, newSubject(options), (exists) => {
    panel.isTalking = exists;
  });
  panel.conversation = conversation;
  conversation.resume().then(() => introduce(conversation.subject, server, panel.view));
  server.notice().then((text) => text && panel.view.tell(text)).catch(() => {});
  panel.composer.fit();
  return {
    /** Brings the keyboard to where one writes; on a phone, where that would cover half of it, to the whole. */
    focus: () => (matchMedia("(pointer: coarse)").matches ? panel.element : panel.composer.field).focus(),
    /** Somebody looks at it again. */
    looked: () => {
      panel.composer.fit();
      panel.view.looked();
    },
  };
}

/** The procedure of the page, unless this tab talks about it already: a reload changes nothing. */
function newSubject({ subject }) {
  const isNew = subject && subject !== recall(SUBJECT, "sessionStorage");
  keep(SUBJECT, subject || null, "sessionStorage");
  return isNew ? subject : null;
}

async function introduce(subject, server, view) {
  if (!subject) return;
  const [named] = await server.suggest(subject).catch(() => []);
  if (named) view.introduce(named.name);
}
