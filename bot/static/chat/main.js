// Puts the chat page together.

import { Conversation } from "./conversation.js";
import { View } from "./view.js";

const part = (id) => document.getElementById(id);
const text = part("text");
const [log, scroll, typing, status, examples] = ["log", "scroll", "typing", "status", "examples"].map(part);
const view = new View({ log, scroll, typing, status, examples });
const conversation = new Conversation(view, (exists) => {
  part("delete").hidden = !exists;
});

function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

function send() {
  const said = text.value.trim();
  if (!said) return;
  text.value = "";
  fit();
  conversation.say({ text: said });
}

part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
  text.focus();
});
text.addEventListener("input", fit);
text.addEventListener("keydown", (event) => {
  // While a Vietnamese keyboard is composing a letter, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
examples.addEventListener("click", (event) => {
  const { question } = event.target.dataset;
  if (question) conversation.say({ text: question });
});
part("delete").addEventListener("click", () => part("confirm").showModal());
part("confirm").addEventListener("close", (event) => {
  if (event.target.returnValue === "delete") conversation.remove();
  event.target.returnValue = "";
  text.focus();
});
conversation.resume();
