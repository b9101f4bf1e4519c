// @ts-check
// The list of slides at the side. On a narrow screen it covers the slide.

import { $ } from '../dom.js';
import { readSetting, saveSetting } from '../settings.js';
import { SlideList } from '../slide-list.js';

/** @import { PreviewState } from './preview-state' */

const narrow = matchMedia('(max-width: 719px)');

export class SlidePanel {
  #state;
  #panel = $('list');
  #slides;

  /** @param {PreviewState} state */
  constructor(state) {
    this.#state = state;
    const list = /** @type {HTMLElement} */ (this.#panel.querySelector('ol'));
    this.#slides = new SlideList(list, (slide) => {
      state.goTo(slide);
      if (narrow.matches) this.#setOpen(false);
    });
    state.on('deck', () => {
      this.#slides.setDeck(state.deck, new Set(state.changed.map(({ slide }) => slide)));
    });
    state.on('position', () => {
      const scroll = this.#panel.hidden ? 'none' : 'nearest';
      this.#slides.mark(state.slide, { focus: this.#slides.hasFocus, scroll });
    });
    this.#panel.addEventListener('keydown', (event) => {
      const { slide } = state;
      const last = Number.POSITIVE_INFINITY;
      /** @type {Record<string, number>} */
      const moves = { ArrowDown: slide + 1, ArrowUp: slide - 1, Home: 0, End: last };
      if (moves[event.key] === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      state.goTo(moves[event.key]);
    });
    $('list-toggle').onclick = () => this.toggle();
    const fit = () => this.#setOpen(!narrow.matches && readSetting('list', 'yes') === 'yes');
    narrow.addEventListener('change', fit);
    fit();
  }

  toggle() {
    this.#setOpen(Boolean(this.#panel.hidden));
    if (!narrow.matches) saveSetting('list', this.#panel.hidden ? 'no' : 'yes');
    else if (!this.#panel.hidden) this.#slides.mark(this.#state.slide, { focus: true });
  }

  /** Closes the list if it covers the slide; returns whether it did. */
  close() {
    if (!narrow.matches || this.#panel.hidden) return false;
    this.#setOpen(false);
    $('list-toggle').focus();
    return true;
  }

  /** @param {boolean} isOpen */
  #setOpen(isOpen) {
    this.#panel.hidden = !isOpen;
    $('list-toggle').setAttribute('aria-expanded', String(isOpen));
    if (isOpen) this.#slides.mark(this.#state.slide);
  }
}
