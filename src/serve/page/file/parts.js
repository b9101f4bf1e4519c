// @ts-check
// The parts of the file: its deck, the drawings of its pages, and the windows of a talk.

/** @import { TalkDeck } from '../wire' */

/** What the ids of the file start with, so that they differ from those of slides. */
const prefix = document.currentScript?.dataset.prefix ?? 'g';

/**
 * Returns a part of the file.
 * @param {string} name
 */
const part = (name) => /** @type {Element} */ (document.getElementById(`${prefix}-${name}`));

/** The deck.
 * @type {TalkDeck} */
export const deck = JSON.parse(part('talk').textContent ?? '');

/** The glyphs and pictures that the drawings use. */
export const definitions = part('all');

/** The document: its slides one below the other, and the bar above them. */
export const slides = /** @type {HTMLElement} */ (document.querySelector('main'));
export const startBar = /** @type {HTMLElement} */ (document.querySelector('header.start'));

/** The slides as pages of the document.
 * @type {HTMLElement[]} */
export const sheets = [...slides.querySelectorAll('section')];

/** The drawing of each page. It stays here when a window of the talk takes the place of the
 * document. */
export const drawings = sheets.map(
  (sheet) => /** @type {SVGElement} */ (sheet.querySelector('svg')),
);

/** The templates of the windows. */
const templates = {
  audience: /** @type {HTMLTemplateElement} */ (part('audience')),
  presenter: /** @type {HTMLTemplateElement} */ (part('presenter')),
};

/**
 * Lets a window of the talk take the place of the document.
 * @param {'audience' | 'presenter'} view
 */
export function openView(view) {
  document.body.replaceChildren(templates[view].content.cloneNode(true));
  document.documentElement.dataset.view = view;
  const style = document.querySelector(`style[data-view="${view}"]`);
  style?.setAttribute('media', 'all');
}

/** Returns which page of the document an image shows, and the step of the slide.
 * @param {string} image
 */
export const placeOf = (image) => image.split('/').map(Number);
