// Small helpers to make, find and fill elements.

/** The element of an id. */
export const $ = (id) => document.getElementById(id);

/**
 * An element: `h('button', { class: 'main', onclick: … }, 'Go')`. Attributes that are false, null or undefined are left out, and so are such
 * children.
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (typeof value === 'function') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

/** A picture of the page's own, by its name. */
export function icon(name) {
  const [svg, use] = ['svg', 'use'].map((kind) => document.createElementNS('http://www.w3.org/2000/svg', kind));
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Sets a text only where it is another, so that nobody is told the same twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
