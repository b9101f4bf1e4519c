// @ts-check
// A list of slides as buttons with small images. Both pages and the remote control use it, for the
// overview and for the list at the side. It stays fast with a thousand slides, because images are
// loaded when they become visible and an update changes only what is different.

import { PART_NAMES, slideLabel } from './deck.js';
import { findInNextRow, h, setText } from './dom.js';
import { imageAddress } from './image-address.js';

/** @import { Deck, Slide } from './wire' */

/**
 * @typedef {{
 *   row: HTMLLIElement, heading: HTMLElement, button: HTMLButtonElement, number: HTMLElement,
 *   image: HTMLImageElement, title: HTMLElement, steps: HTMLElement, group: string,
 * }} Item
 */

export class SlideList {
  #list;
  #choose;
  /** @type {Item[]} */
  #items = [];
  #current = -1;

  /**
   * @param {HTMLElement} list an empty `<ol>`
   * @param {(slide: number) => void} choose is called with the slide that the user chooses
   */
  constructor(list, choose) {
    this.#list = list;
    this.#choose = choose;
  }

  /**
   * Shows a deck, and marks the slides that the last save changed.
   * @param {Deck} deck
   * @param {Set<number>} [changed]
   */
  setDeck(deck, changed) {
    while (this.#items.length > deck.slides.length) this.#items.pop()?.row.remove();
    while (this.#items.length < deck.slides.length) this.#addItem(this.#items.length);
    this.#items.forEach((item, index) => {
      const slide = deck.slides[index];
      // The last step shows everything that is on the slide.
      const page = deck.pages[slide.pages[slide.pages.length - 1]];
      const address = imageAddress(page, 400);
      if (item.image.getAttribute('src') !== address) item.image.src = address;
      item.image.style.aspectRatio = String(page.aspect_ratio);
      item.group = groupName(slide);
      item.row.dataset.part = slide.part;
      item.row.classList.toggle('changed', Boolean(changed?.has(index)));
      item.title.lang = deck.lang;
      item.heading.lang = slide.part === 'talk' ? deck.lang : 'en';
      item.title.classList.toggle('untitled', !slide.title);
      setText(item.title, slide.title || 'Untitled');
      setText(item.number, slideLabel(deck, index));
      setText(item.steps, slide.pages.length > 1 ? `${slide.pages.length} steps` : '');
    });
    this.#current = Math.min(this.#current, deck.slides.length - 1);
    this.filter(() => true);
  }

  /** @param {number} index */
  #addItem(index) {
    const heading = h('h2', { hidden: true });
    const image = h('img', { alt: '', loading: 'lazy', decoding: 'async' });
    const number = h('span', { class: 'number' });
    const title = h('span', { class: 'name', dir: 'auto' });
    const steps = h('span', { class: 'steps' });
    const button = h(
      'button',
      { type: 'button', tabIndex: -1, onclick: () => this.#choose(index) },
      number,
      image,
      h('span', { class: 'words' }, title, ' ', steps),
    );
    const row = h('li', {}, heading, button);
    this.#items.push({ row, heading, button, number, image, title, steps, group: '' });
    this.#list.append(row);
  }

  /**
   * Shows the slides that match; the first one of each section has a heading. Returns the indexes.
   * @param {(slide: number) => boolean} matches
   */
  filter(matches) {
    let group = '';
    return this.#items.flatMap((item, index) => {
      item.row.hidden = !matches(index);
      if (item.row.hidden) return [];
      item.heading.hidden = item.group === group || !item.group;
      setText(item.heading, item.heading.hidden ? '' : item.group);
      group = item.group;
      return [index];
    });
  }

  /**
   * Marks the current slide, and scrolls to it.
   * @param {number} slide
   * @param {{ focus?: boolean, scroll?: 'nearest' | 'center' | 'none' }} [options]
   */
  mark(slide, { focus = false, scroll = 'nearest' } = {}) {
    const old = this.#items[this.#current];
    if (old && this.#current !== slide) {
      old.button.removeAttribute('aria-current');
      old.button.tabIndex = -1;
    }
    this.#current = slide;
    const button = this.#items[slide]?.button;
    if (!button) return;
    button.setAttribute('aria-current', 'true');
    button.tabIndex = 0;
    if (scroll !== 'none') button.scrollIntoView({ block: scroll });
    if (focus) button.focus({ preventScroll: scroll === 'none' });
  }

  get hasFocus() {
    return this.#list.contains(document.activeElement);
  }

  /**
   * Moves the focus in the grid with the arrow keys, Home and End. Returns whether it is such a
   * key.
   * @param {string} key
   */
  moveFocus(key) {
    const buttons = this.#items.filter(({ row }) => !row.hidden).map(({ button }) => button);
    const from = Math.max(
      0,
      buttons.findIndex((button) => button === document.activeElement),
    );
    const forward = getComputedStyle(this.#list).direction === 'rtl' ? -1 : 1;
    /** @type {Record<string, () => number>} */
    const moves = {
      ArrowRight: () => from + forward,
      ArrowLeft: () => from - forward,
      ArrowDown: () => findInNextRow(buttons, from, 1),
      ArrowUp: () => findInNextRow(buttons, from, -1),
      Home: () => 0,
      End: () => buttons.length - 1,
    };
    if (!moves[key]) return false;
    const button = buttons[Math.max(0, Math.min(moves[key](), buttons.length - 1))];
    button?.focus({ preventScroll: true });
    button?.scrollIntoView({ block: 'nearest' });
    return true;
  }
}

/**
 * Returns the heading under which a slide is listed: its section, or its part of the deck.
 * @param {Slide} slide
 */
const groupName = ({ part, section }) => (part === 'talk' ? (section ?? '') : PART_NAMES[part]);
