// @ts-check
// A page on the screen: its image, and layers over it. A new image replaces the old one when it is
// ready to be painted, so nothing flickers.

import { describePage } from './deck.js';
import { h } from './dom.js';
import { imageAddress } from './image-address.js';
import { loadImage } from './images.js';

/** @import { Area, Page, Slide } from './wire' */

export class SlideView {
  /** The address of the image that is shown. */
  #shown = '';
  /** Counts the pages that were asked for. */
  #turn = 0;
  /** @type {HTMLImageElement | null} */
  #image = null;
  images = h('div', { class: 'images', role: 'img' });
  element = h('div', { class: 'page' }, this.images);
  aspectRatio = 16 / 9;

  /**
   * @param {HTMLElement} host
   * @param {number} [attempts] how often an image is requested before the view gives up
   */
  constructor(host, attempts = 1) {
    this.host = host;
    this.attempts = attempts;
    host.append(this.element);
  }

  /**
   * Shows the image of a page. Returns `superseded` if another page was asked for meanwhile.
   * @param {Page} page
   * @param {(image: HTMLImageElement, old: HTMLImageElement | null) => void} [replace] puts the
   *   image in place of the old one
   * @returns {Promise<'shown' | 'superseded' | 'failed'>}
   */
  async showImage(page, replace = (image) => this.images.replaceChildren(image)) {
    const address = imageAddress(page);
    this.#turn += 1;
    const turn = this.#turn;
    if (address !== this.#shown) {
      const image = await this.#load(address, turn);
      if (turn !== this.#turn) return 'superseded';
      if (!image) return 'failed';
      const copy = /** @type {HTMLImageElement} */ (image.cloneNode());
      this.aspectRatio = page.aspect_ratio;
      replace(copy, this.#image);
      this.#image = copy;
      this.#shown = address;
    }
    return 'shown';
  }

  /** Forgets the image that is shown, so that the next page is loaded anew. */
  forgetImage() {
    this.#shown = '';
    this.#turn += 1;
  }

  /**
   * Loads an image; tries more than once, because the server may be busy or away for a moment.
   * @param {string} address
   * @param {number} turn
   */
  async #load(address, turn) {
    for (let attempt = 0; attempt < this.attempts && turn === this.#turn; attempt += 1) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 125 * 2 ** attempt));
      const image = await loadImage(address).catch(() => null);
      if (image) return image;
    }
    return null;
  }

  /**
   * Describes the page for people who do not see it.
   * @param {Slide} slide
   * @param {string} text
   */
  describe(slide, text) {
    this.images.setAttribute('aria-label', describePage(slide, text));
  }

  /**
   * Returns the position of a pointer event as fractions of the page.
   * @param {MouseEvent} event
   */
  pointAt({ clientX, clientY }) {
    const box = this.element.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  }
}

/**
 * Places an element over an area of the page.
 * @template {HTMLElement} E
 * @param {E} element
 * @param {Area} area
 */
export function placeOnPage(element, { x, y, width, height }) {
  const percent = (/** @type {number} */ part) => `${part * 100}%`;
  Object.assign(element.style, {
    left: percent(x),
    top: percent(y),
    width: percent(width),
    height: percent(height),
  });
  return element;
}
