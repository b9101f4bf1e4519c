// @ts-check
// The state of the preview: the deck and the position in it. Parts of the page listen to changes.

import { slideOf } from '../deck.js';
import { readSetting } from '../settings.js';
import { findChangedSlides, findMovedSlide } from './deck-changes.js';

/** @import { PageDetails, PreviewDeck } from '../wire' */

/** A deck before the server has sent one.
 * @type {PreviewDeck} */
const NO_DECK = {
  version: '',
  run: '',
  title: '',
  lang: '',
  right_to_left: false,
  slides: [],
  pages: [],
  outline: '',
  is_loaded: false,
  editor: null,
  errors: 0,
  warnings: 0,
  diagnostics: [],
};

/** @typedef {'deck' | 'position' | 'details'} Change */

export class PreviewState {
  deck = NO_DECK;
  /** The slide that is shown, and its step. */
  slide = 0;
  step = 0;
  /** What the last save changed.
   * @type {{ slide: number, step: number }[]} */
  changed = [];
  /** @type {Record<Change, ((details: any) => unknown)[]>} */
  #listeners = { deck: [], position: [], details: [] };
  #initial = readHash();
  #isLoading = false;
  #needsReload = false;
  /** @type {AbortController | undefined} */
  #request;

  /**
   * Calls a listener after a change: of the `deck`, of the `position` (also after `deck`), or when
   * the `details` of the page have arrived.
   * @param {Change} change
   * @param {(details: PageDetails) => unknown} listener
   */
  on(change, listener) {
    this.#listeners[change].push(listener);
  }

  /**
   * @param {Change} change
   * @param {PageDetails} [details]
   */
  #notify(change, details) {
    for (const listener of this.#listeners[change]) listener(details);
  }

  get isEmpty() {
    return this.deck.slides.length === 0;
  }

  /** The pages of the slide that is shown. */
  get #steps() {
    return this.deck.slides[this.slide]?.pages ?? [];
  }

  /** The index of the page that is shown, unless there is none. */
  get page() {
    return this.#steps.at(this.step);
  }

  /**
   * Goes to a slide and a step, or as near to it as possible.
   * @param {number} slide
   * @param {number} [step]
   */
  goTo(slide, step = 0) {
    if (this.isEmpty) return;
    this.#setPosition(slide, step);
    this.#notify('position');
    this.#loadDetails();
  }

  /**
   * @param {number} slide
   * @param {number} step
   */
  #setPosition(slide, step) {
    this.slide = Math.max(0, Math.min(slide, this.deck.slides.length - 1));
    this.step = Math.max(0, Math.min(step, this.#steps.length - 1));
    writeHash(this.slide, this.step);
  }

  /** @param {number} page */
  goToPage(page) {
    if (this.deck.pages[page]) this.goTo(this.deck.pages[page].slide, this.deck.pages[page].step);
  }

  goForward() {
    if (this.step + 1 < this.#steps.length) this.goTo(this.slide, this.step + 1);
    else if (this.slide + 1 < this.deck.slides.length) this.goTo(this.slide + 1);
  }

  goBack() {
    if (this.step > 0) this.goTo(this.slide, this.step - 1);
    else if (this.slide > 0) this.goTo(this.slide - 1, Number.POSITIVE_INFINITY);
  }

  /** Goes to the next slide that the last save changed. */
  goToChanged() {
    const position = this.changed.find(({ slide }) => slide > this.slide) ?? this.changed[0];
    if (position) this.goTo(position.slide, position.step);
  }

  /** Loads the deck; once more if another version is announced meanwhile. */
  async reload() {
    this.#needsReload = true;
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      while (this.#needsReload) {
        this.#needsReload = false;
        const response = await fetch('/deck');
        if (response.ok) this.#setDeck(await response.json());
      }
    } catch {
      // The server has stopped. When it runs again, it announces the deck.
    } finally {
      this.#isLoading = false;
    }
  }

  /** @param {PreviewDeck} deck */
  #setDeck(deck) {
    const before = this.deck;
    // A server that has just been started has not read the deck yet: keep what is shown.
    if (!deck.is_loaded && before.slides.length > 0) return;
    this.deck = deck;
    if (deck.slides.length > 0) {
      if (before.slides.length === 0) this.#setPosition(this.#initial.slide, this.#initial.step);
      else this.#followEdit(before);
    }
    this.#notify('deck');
    this.#notify('position');
    this.#loadDetails();
  }

  /**
   * Stays on the same slide of the new deck, or goes to the slide that changed.
   * @param {PreviewDeck} before
   */
  #followEdit(before) {
    const changed = findChangedSlides(before, this.deck);
    if (changed.length > 0 || this.deck.run !== before.run) this.changed = changed;
    const slide = findMovedSlide(before, this.deck, this.slide);
    const isOnChanged = changed.some((position) => position.slide === slide);
    if (changed.length > 0 && !isOnChanged && readSetting('follow') === 'yes') {
      this.#setPosition(changed[0].slide, changed[0].step);
    } else {
      this.#setPosition(slide, this.step);
    }
  }

  async #loadDetails() {
    this.#request?.abort();
    const { page } = this;
    if (page === undefined) return;
    this.#request = new AbortController();
    try {
      const response = await fetch(`/details/${page}`, { signal: this.#request.signal });
      if (!response.ok) return;
      const details = await response.json();
      if (page === this.page && details.version === this.deck.version) {
        this.#notify('details', details);
      }
    } catch {
      // Another page is shown by now, or the server has stopped.
    }
  }

  /** Goes to the position in the address, after the user went back in the history. */
  goToHash() {
    const { slide, step } = readHash();
    if (slide !== this.slide || step !== this.step) this.goTo(slide, step);
  }

  /** Returns the slide that is shown; there must be one. */
  get currentSlide() {
    return slideOf(this.deck, this.page ?? 0);
  }
}

/** Reads the position from the address: `#5` is the fifth slide, `#5.2` its second step. */
function readHash() {
  const [slide, step] = location.hash
    .slice(1)
    .split('.')
    .map((part) => Number.parseInt(part, 10));
  return { slide: slide >= 1 ? slide - 1 : 0, step: step >= 1 ? step - 1 : 0 };
}

/**
 * @param {number} slide
 * @param {number} step
 */
function writeHash(slide, step) {
  const hash = `#${slide + 1}${step ? `.${step + 1}` : ''}`;
  if (location.hash !== hash) history.replaceState(null, '', hash);
}
