// Plain text as paragraphs, lists and links. Nothing of it is ever read as HTML.

const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g;
const BULLET = /^\s*[-•]\s+/;
const NUMBER = /^\s*\d{1,2}\.\s+/;

/** Appends a text to `parent`; addresses that begin with one of `origins` become links. */
export function appendText(parent, text, origins) {
  let block = null;
  for (const line of text.split("\n")) {
    const kind = !line.trim() ? null : BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : "p";
    if (kind === null) {
      block = null;
      continue;
    }
    if (kind === "p") {
      block = block?.localName === "p" ? block : parent.appendChild(document.createElement("p"));
      if (block.hasChildNodes()) block.append(document.createElement("br"));
      appendLine(block, line, origins);
    } else {
      if (block?.localName !== kind) {
        block = parent.appendChild(document.createElement(kind));
        if (kind === "ol") block.start = parseInt(line, 10);
      }
      appendLine(block.appendChild(document.createElement("li")), line.replace(BULLET, "").replace(NUMBER, ""), origins);
    }
  }
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

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
}

/** A link that opens beside the conversation; plain text where the address is not one of the web. */
export function link(address, title) {
  if (!/^https?:\/\//.test(address)) return document.createTextNode(title);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = title;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}
