/** Makes an element from its attributes, listeners (`onclick`) and children. A text is only ever a text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Makes a button that does something on this page. */
export function makeButton(title, onclick, attributes = {}) {
  return make("button", { type: "button", onclick, ...attributes }, title);
}

/** Gives styles to a root, in a way that a strict Content-Security-Policy of the page allows where the browser can. */
export function dress(root, css) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(make("style", {}, css));
  }
}

/** Puts values into the places of a text: `{name}`. */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
