/** Builds the page's elements. Text is always text: nothing here parses HTML, so that nothing from a record can become markup. */

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

export function show(place, ...children) {
  place.replaceChildren(...present(children));
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'css') for (const [property, css] of Object.entries(value)) element.style.setProperty(property, css);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...present(children));
  return element;
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Tells a screen reader, without moving the focus. */
export function say(text) {
  const place = document.getElementById('said');
  place.textContent = '';
  requestAnimationFrame(() => (place.textContent = text));
}
