// @ts-check
// Helpers that create, find and fill elements.

/**
 * Returns the element with this id. The page's HTML guarantees that it exists; `type` is the class
 * that it has.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [_type]
 * @returns {T}
 */
export const $ = (id, _type) => /** @type {T} */ (document.getElementById(id));

/**
 * @typedef {string | number | boolean | null | undefined | ((event: any) => unknown)} Attribute
 * @typedef {Node | string | false | null | undefined | 0 | ''} Child
 */

/**
 * Creates an element: `h('button', { class: 'main', onclick: … }, 'Go')`. Attributes and children
 * that are false, null or undefined are left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, Attribute>} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (typeof value === 'function') Object.assign(element, { [key]: value });
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return element;
}

/**
 * Creates an icon from the `<symbol>` of this name in the page.
 * @param {string} name
 */
export function icon(name) {
  const create = (/** @type {string} */ kind) =>
    document.createElementNS('http://www.w3.org/2000/svg', kind);
  const [svg, use] = [create('svg'), create('use')];
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/**
 * Marks an element whose text comes from the deck with the language and direction of the deck.
 * @param {HTMLElement} element
 * @param {{ lang: string, right_to_left: boolean }} deck
 */
export function setDeckLanguage(element, { lang, right_to_left }) {
  element.lang = lang;
  element.dir = right_to_left ? 'rtl' : 'ltr';
}

/**
 * Returns the index of the element that is nearest to the one at `from` in the row before
 * (`side` is -1) or after (1) it; `from` if there is no such row.
 * @param {Element[]} elements laid out in rows
 * @param {number} from
 * @param {number} side
 */
export function findInNextRow(elements, from, side) {
  const box = (/** @type {number} */ index) => elements[index].getBoundingClientRect();
  const start = box(from);
  let nearest = from + side;
  while (elements[nearest] && side * (box(nearest).top - start.top) <= 1) nearest += side;
  if (!elements[nearest]) return from;
  const { top } = box(nearest);
  const distance = (/** @type {number} */ index) => Math.abs(box(index).left - start.left);
  for (let index = nearest; elements[index] && Math.abs(box(index).top - top) < 1; index += side) {
    if (distance(index) < distance(nearest)) nearest = index;
  }
  return nearest;
}

/**
 * Tells whether an element accepts typed text. An element in a dialog that was closed keeps the
 * focus until the next frame, and does not count.
 * @param {EventTarget | null} element
 */
export const isTextField = (element) =>
  element instanceof HTMLElement &&
  !element.closest('dialog:not([open])') &&
  (element.isContentEditable || element.matches('input, textarea, select'));

/**
 * Returns a message of plenary with what is between backticks as code.
 * @param {string} message
 */
export const codeSpans = (message) =>
  message.split('`').map((part, index) => (index % 2 ? h('code', {}, part) : part));

/**
 * Sets the text of an element only if it changes, so that screen readers do not repeat it.
 * @param {Element | null} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/**
 * Sets the `aria-pressed` state of a toggle button.
 * @param {Element} button
 * @param {boolean} pressed
 */
export const setPressed = (button, pressed) => button.setAttribute('aria-pressed', String(pressed));

/**
 * Creates the close button of a dialog or panel.
 * @param {string} label
 * @param {() => unknown} close
 * @param {Child} [content]
 */
export const closeButton = (label, close, content = '✕') =>
  h('button', { type: 'button', class: 'close', 'aria-label': label, onclick: close }, content);

/**
 * Closes a dialog when its backdrop is clicked.
 * @param {HTMLDialogElement} dialog
 */
export function closeOnBackdropClick(dialog) {
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
}
