// @ts-check
// The overview of all slides: in the preview in place of the slide, in the presenter view a dialog
// with a search field.

import { closeOnBackdropClick, h } from './dom.js';
import { retryMissingImages } from './images.js';
import { plainNotes } from './notes-markdown.js';
import { SlideList } from './slide-list.js';
import { foldText } from './text.js';

/** @import { Deck, PageText } from './wire' */

export class Overview {
  #host;
  #list;
  #choose;
  /** @type {Deck | undefined} */
  #deck;
  #isStale = true;
  #current = 0;
  /** @type {Set<number>} */
  #changed = new Set();
  #search = h('input', {
    type: 'search',
    placeholder: 'Number, title or text',
    'aria-label': 'Search slides',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  #noMatch = h('p', { class: 'none', role: 'status', hidden: true }, 'No slide matches.');
  /** @type {number[]} */
  #matches = [];
  /** The folded text of each slide.
   * @type {string[]} */
  #texts = [];

  /** Is called when the overview is opened or closed. */
  onToggle = (/** @type {boolean} */ _isOpen) => {};

  /**
   * @param {HTMLElement} host a hidden section, or a dialog, which gets a search field
   * @param {(slide: number) => void} choose is called with the slide that the user chooses
   */
  constructor(host, choose) {
    this.#host = host;
    this.#choose = (/** @type {number} */ slide) => {
      choose(slide);
      this.close();
    };
    const list = h('ol', { class: 'slides' });
    this.#list = new SlideList(list, this.#choose);
    if (host instanceof HTMLDialogElement) {
      host.querySelector('h2')?.after(this.#search);
      this.#search.oninput = () => this.#filter();
      closeOnBackdropClick(host);
      host.append(list, this.#noMatch);
    } else {
      host.append(list);
    }
    host.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  get isOpen() {
    return this.#host instanceof HTMLDialogElement ? this.#host.open : !this.#host.hidden;
  }

  /**
   * Shows another version of the deck, as soon as the overview is open.
   * @param {Deck} deck
   * @param {Set<number>} [changed] slides that the last save changed
   */
  setDeck(deck, changed = new Set()) {
    this.#deck = deck;
    this.#changed = changed;
    this.#isStale = true;
    if (this.isOpen) this.#update();
  }

  /**
   * Marks the current slide.
   * @param {number} slide
   */
  mark(slide) {
    this.#current = slide;
    if (this.isOpen) this.#list.mark(slide, { scroll: 'none' });
  }

  /** @param {{ search?: boolean }} [options] whether to start in the search field */
  open({ search = false } = {}) {
    if (!this.#deck?.slides.length || this.isOpen) return;
    if (this.#host instanceof HTMLDialogElement) this.#host.showModal();
    else this.#host.hidden = false;
    this.onToggle(true);
    this.#search.value = '';
    this.#update();
    retryMissingImages();
    this.#list.mark(this.#current, { focus: true, scroll: 'center' });
    if (search) this.#search.focus();
  }

  /** Closes it; returns whether it was open. */
  close() {
    if (!this.isOpen) return false;
    if (this.#host instanceof HTMLDialogElement) this.#host.close();
    else this.#host.hidden = true;
    this.onToggle(false);
    return true;
  }

  #update() {
    if (this.#isStale && this.#deck) {
      this.#list.setDeck(this.#deck, this.#changed);
      this.#texts = slideTexts(this.#deck);
      this.#isStale = false;
    }
    this.#filter();
    this.#list.mark(this.#current, { scroll: 'none' });
  }

  #filter() {
    const text = foldText(this.#search.value).trim();
    const words = text.split(/\s+/);
    const matches = (/** @type {number} */ slide) =>
      /^\d+$/.test(text)
        ? Boolean(this.#deck?.slides[slide].label.startsWith(text))
        : words.every((word) => this.#texts[slide].includes(word));
    this.#matches = this.#list.filter((slide) => !text || matches(slide));
    this.#noMatch.hidden = this.#matches.length > 0;
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    if (this.#pressKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /**
   * Returns whether the key has an effect.
   * @param {KeyboardEvent} event
   */
  #pressKey({ key, target, ctrlKey, metaKey, altKey }) {
    if (target === this.#search) {
      if (key === 'Enter' && this.#matches.length) this.#choose(this.#matches[0]);
      else if (key === 'ArrowDown') this.#list.moveFocus('Home');
      return key === 'Enter' || key === 'ArrowDown';
    }
    if (!this.#list.hasFocus) return false;
    if (this.#list.moveFocus(key)) return true;
    const isCharacter = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
    if (!this.#search.isConnected || !isCharacter) return false;
    if (key === 'o' || key === 'g') return this.close();
    // Typing starts a search.
    this.#search.value = key === '/' ? '' : key;
    this.#search.focus();
    this.#filter();
    return true;
  }
}

/**
 * Returns the folded text of each slide, with its notes where the deck has them.
 * @param {Deck} deck
 */
function slideTexts({ slides, pages }) {
  return slides.map(({ label, title, section, pages: own }) => {
    const texts = own.map((page) => {
      const { text = '', notes } = /** @type {Partial<PageText>} */ (pages[page]);
      return `${text} ${plainNotes(notes ?? '')}`;
    });
    return foldText(`${label} ${title} ${section ?? ''} ${texts.join(' ')}`);
  });
}
