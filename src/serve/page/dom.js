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

/**
 * Of elements that are laid out in rows: the index of the one in the row above (`side` -1) or below (1) that is nearest to the one at `at`; `at`
 * where there is no such row.
 */
export function inNextRow(elements, at, side) {
  const box = (index) => elements[index].getBoundingClientRect();
  const here = box(at);
  let to = at + side;
  while (elements[to] && side * (box(to).top - here.top) <= 1) to += side;
  if (!elements[to]) return at;
  const { top } = box(to);
  const distance = (index) => Math.abs(box(index).left - here.left);
  for (let index = to; elements[index] && Math.abs(box(index).top - top) < 1; index += side) if (distance(index) < distance(to)) to = index;
  return to;
}

/** Whether an element takes what is typed; one in a dialog that was closed keeps the focus until the page is drawn again. */
export const writes = (element) =>
  element instanceof HTMLElement && !element.closest('dialog:not([open])') && (element.isContentEditable || element.matches('input, textarea, select'));

/** Sets a text only where it is another, so that nobody is told the same twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
