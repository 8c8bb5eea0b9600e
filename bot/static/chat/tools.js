// What can be done with an answer: copied, printed, shared, read aloud, and judged.

import office from "./office.json" with { type: "json" };
import texts from "./texts.json" with { type: "json" };
import { make, makeButton } from "./elements.js";

/** The row below an answer; `acts` says what is done with a judgement. */
export function toolsOf(message, bubble, acts) {
  const tools = make("div", { class: "tools" });
  tools.append(makeButton(texts.copy, () => copy(message.text, acts)));
  tools.append(makeButton(texts.print, () => print(message, bubble)));
  if (navigator.share) tools.append(makeButton(texts.share, () => share(message)));
  const voice = vietnameseVoice();
  if (voice) tools.append(readerOf(message.text, voice));
  tools.append(judgementOf(message, acts));
  return tools;
}

async function copy(text, acts) {
  try {
    await navigator.clipboard.writeText(text);
    acts.announce(texts.copied);
  } catch {
    acts.announce(texts.notCopied);
  }
}

/** Prints one answer from a sheet of its own; the whole page where the browser opens none. */
function print(message, bubble) {
  const sheet = window.open("", "_blank");
  if (!sheet) return window.print();
  sheet.document.documentElement.lang = "vi";
  sheet.document.title = message.procedure?.name ?? texts.print;
  sheet.document.body.append(sheet.document.importNode(bubble, true));
  return sheet.print();
}

function share({ text, procedure }) {
  // Who closes the sheet has shared nothing, and nothing went wrong.
  navigator.share({ title: procedure?.name, text }).catch(() => {});
}

function vietnameseVoice() {
  return window.speechSynthesis?.getVoices().find(({ lang }) => lang.startsWith("vi"));
}

function readerOf(text, voice) {
  const button = makeButton(texts.read, () => {
    const wasReading = button.textContent === texts.stop;
    speechSynthesis.cancel();
    if (wasReading) return;
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = voice;
    speech.lang = voice.lang;
    speech.onend = speech.onerror = () => button.replaceChildren(texts.read);
    button.replaceChildren(texts.stop);
    speechSynthesis.speak(speech);
  });
  return button;
}

function judgementOf(message, acts) {
  const row = make("span", { class: "judgement" });
  const judge = (right, reason) => {
    acts.rate({ seq: message.seq, right, reason });
    row.replaceChildren(texts.thanks);
    acts.settle();
  };
  const mayReject = message.buttons.some(({ payload }) => payload === office.reject);
  const ask = () => {
    const reasons = texts.reasons.map(({ title, reason }) =>
      makeButton(title, () => {
        judge(false, reason);
        if (reason === "other_matter" && mayReject) acts.choose(office.reject);
      }),
    );
    row.replaceChildren(texts.why, " ", ...reasons);
    reasons[0].focus();
  };
  row.append(makeButton(texts.right, () => judge(true, null)), makeButton(texts.wrong, ask));
  return row;
}
