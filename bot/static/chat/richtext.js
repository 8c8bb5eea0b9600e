// Plain text as paragraphs, lists, rows and links. Nothing of it is ever read as HTML.

import { make } from "./elements.js";

const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g;
const BULLET = /^\s*[-•]\s+/;
const NUMBER = /^\s*\d{1,2}\.\s+/;
const ROW = /^([^\s:.,;][^:.,;]{2,28}): (.+)$/;

/** Appends a text to `parent`; addresses that begin with one of `origins` become links, items that are `choices` buttons. */
export function appendText(parent, text, { origins, choices = new Map() }) {
  let block = null;
  for (const line of text.split("\n")) {
    const kind = !line.trim() ? null : BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : "p";
    if (kind === null) {
      block = null;
      continue;
    }
    if (kind === "p") {
      block = block?.localName === "p" ? block : parent.appendChild(make("p"));
      if (block.hasChildNodes()) block.append(make("br"));
      appendLine(block, line, origins);
    } else {
      if (block?.localName !== kind) {
        block = parent.appendChild(make(kind));
        if (kind === "ol") block.start = parseInt(line, 10);
      }
      appendItem(block, line, origins, choices);
    }
  }
}

/** Appends a text whose first line is what matters most, and whose dates and names stand in rows. */
export function appendStanding(parent, text, origins) {
  const [first, ...rest] = text.split("\n");
  const [sentence, ...more] = first.split(/(?<=\.) /);
  appendLine(parent.appendChild(make("p", { class: "standing" })), sentence, origins);
  const rows = rest.map((line) => [line, ROW.exec(line)]);
  appendText(parent, more.join(" "), { origins });
  const table = make("table");
  for (const [, row] of rows) {
    if (row) table.append(make("tr", {}, make("th", { scope: "row" }, row[1]), make("td", {}, row[2].replace(/\.$/, ""))));
  }
  if (table.hasChildNodes()) parent.append(table);
  appendText(parent, rows.filter(([, row]) => !row).map(([line]) => line).join("\n"), { origins });
}

function appendItem(list, line, origins, choices) {
  const text = line.replace(BULLET, "").replace(NUMBER, "");
  const item = list.appendChild(make("li"));
  const choice = choices.get(text.trim());
  choices.delete(text.trim());
  if (choice) item.append(choice);
  else appendLine(item, text, origins);
}

function appendLine(parent, line, origins) {
  let from = 0;
  for (const found of line.matchAll(ADDRESS)) {
    if (!origins.includes(originOf(found[0]))) continue;
    parent.append(line.slice(from, found.index), link(found[0], found[0]));
    from = found.index + found[0].length;
  }
  parent.append(line.slice(from));
}

/** The origin of an address of the web; null where it is none. */
export function originOf(address) {
  try {
    const { origin, protocol } = new URL(address);
    return /^https?:$/.test(protocol) ? origin : null;
  } catch {
    return null;
  }
}

/** A link that opens beside the conversation; plain text where the address is not one of the web. */
export function link(address, title) {
  if (!originOf(address)) return document.createTextNode(title);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title);
}
