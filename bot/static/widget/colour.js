// Colours of the page that carries us, made so that letters can be read on and in them: a contrast of 4.5 and more.

// White letters can be read on what is as dark as this; the ground of a dark screen needs letters as light as that.
const DARK = 0.178;
const LIGHT = 0.27;
const WEIGHTS = [0.2126, 0.7152, 0.0722];

const luminance = (rgb) => rgb.reduce((sum, value, at) => sum + WEIGHTS[at] * (value / 255) ** 2.2, 0);

function moved(rgb, towards, isEnough) {
  let colour = rgb;
  for (let part = 0; !isEnough(luminance(colour)); part += 0.04) {
    colour = rgb.map((value) => Math.round(value + (towards - value) * part));
  }
  return `rgb(${colour})`;
}

/** Paints an element's ground and letters in a colour, "#069" or "#006699"; any other leaves it as it is. */
export function paint(element, colour) {
  const [, hex] = /^#?(\w{3}|\w{6})$/.exec(colour) ?? [];
  const rgb = hex?.match(hex.length > 3 ? /../g : /./g).map((part) => parseInt(part.padEnd(2, part), 16));
  if (!rgb || rgb.some(Number.isNaN)) return;
  element.style.setProperty("--accent", moved(rgb, 0, (light) => light < DARK));
  element.style.setProperty("--accent-by-night", moved(rgb, 255, (light) => light > LIGHT));
}
