/** Builds the page's elements. Text is always text: nothing here parses HTML, so that nothing from a record can become markup. */

/**
 * As `VisibleText` does for the shell: what cannot be seen, or would turn its neighbours round, becomes its number, such as
 * `\u{202E}`. The page's own texts have line breaks, and what `Intl` puts into numbers: spaces that do not break, and marks of direction.
 */
const hidden = /(?! )[\p{C}\p{Z}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFE00-\uFE0F\uFFA0\uFFFD\u{E0100}-\u{E01EF}]/gu;
const own = '\n\t\u00A0\u061C\u200E\u200F\u202F';

const numbered = (character) => `\\u{${character.codePointAt(0).toString(16).toUpperCase()}}`;
const visibleValue = (text) => String(text).replace(hidden, numbered);
const visible = (text) => String(text).replace(hidden, (character) => own.includes(character) ? character : numbered(character));

/** In `bdi` stands a value of a record, of which nothing is taken for the page's own. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

export function show(place, ...children) {
  place.replaceChildren(...present(children));
}

const shownNames = ['title', 'aria-label'];

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'css') for (const [property, css] of Object.entries(value)) element.style.setProperty(property, css);
    else element.setAttribute(name, value === true ? '' : shownNames.includes(name) ? visible(value) : value);
  }
  element.append(...present(children, element.localName === 'bdi' ? visibleValue : visible));
  return element;
}

function present(children, text = visible) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => child instanceof Node ? child : text(child));
}

/** Tells a screen reader, without moving the focus. */
export function say(text) {
  const place = document.getElementById('said');
  place.textContent = '';
  requestAnimationFrame(() => (place.textContent = visible(text)));
}
