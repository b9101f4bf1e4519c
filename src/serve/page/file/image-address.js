// @ts-check
// The images of pages, made from the drawings of the document.

import { definitions, drawings, placeOf, slides } from './parts.js';

/** @import { Page } from '../wire' */

const SVG = 'http://www.w3.org/2000/svg';

/** How visible the items of later steps are, if they are dimmed. */
const DIMMED_OPACITY = '0.25';

/** The addresses of images that were made before.
 * @type {Map<string, string>} */
const addresses = new Map();

/**
 * Returns the address of a page's image, which has no size in pixels.
 * @param {Page} page
 * @param {400 | 640} [_width]
 */
export function imageAddress({ image }, _width) {
  const known = addresses.get(image);
  if (known) return known;
  const text = new XMLSerializer().serializeToString(drawPage(image));
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  addresses.set(image, address);
  return address;
}

/**
 * Draws a page at a step of its slide, with the glyphs and pictures that it uses.
 * @param {string} image
 */
function drawPage(image) {
  const [index, step] = placeOf(image);
  const drawing = /** @type {SVGElement} */ (drawings[index].cloneNode(true));
  const isDimmed = slides.dataset.unrevealed === 'dimmed';
  for (const item of drawing.querySelectorAll('[data-step]')) {
    if (Number(item.getAttribute('data-step')) <= step) continue;
    if (isDimmed) item.setAttribute('opacity', DIMMED_OPACITY);
    else item.remove();
  }
  const used = new Set(
    [...drawing.querySelectorAll('use')].map((use) => use.getAttribute('href')?.slice(1)),
  );
  const own = document.createElementNS(SVG, 'defs');
  for (const definition of definitions.children) {
    if (used.has(definition.id)) own.append(definition.cloneNode(true));
  }
  // Paper is white.
  const ground = document.createElementNS(SVG, 'rect');
  for (const [name, value] of [
    ['width', '100%'],
    ['height', '100%'],
    ['fill', '#fff'],
  ]) {
    ground.setAttribute(name, value);
  }
  drawing.prepend(own, ground);
  const [, , width, height] = (drawing.getAttribute('viewBox') ?? '').split(' ');
  drawing.setAttribute('width', width);
  drawing.setAttribute('height', height);
  return drawing;
}
