// @ts-check
// The search in titles, text and speaker notes.

import { slideLabel } from '../deck.js';
import { $, closeOnBackdropClick, h, setText } from '../dom.js';
import { plainNotes } from '../notes-markdown.js';
import { countOf, findWord, foldText } from '../text.js';

/**
 * @import { PageText } from '../wire'
 * @import { PreviewState } from './preview-state'
 */

/** How many slides are listed. */
const MAX_RESULTS = 50;

export class Search {
  #state;
  #version = '';
  /** The texts of all pages, and the notes without their markup.
   * @type {{ text: string, notes: string }[]} */
  #texts = [];
  #dialog = $('search', HTMLDialogElement);
  #field = $('search-field', HTMLInputElement);
  #results = /** @type {HTMLElement} */ (this.#dialog.querySelector('ol'));

  /** @param {PreviewState} state */
  constructor(state) {
    this.#state = state;
    state.on('deck', () => this.#dialog.open && this.#load());
    $('search-open').onclick = () => this.open();
    this.#field.addEventListener('input', () => this.#update());
    closeOnBackdropClick(this.#dialog);
    this.#dialog.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  open() {
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    this.#field.select();
    this.#load();
  }

  async #load() {
    const { version } = this.#state.deck;
    if (version !== this.#version) {
      try {
        const pages = /** @type {PageText[]} */ (await (await fetch('/texts')).json());
        this.#texts = pages.map(({ text, notes }) => ({ text, notes: plainNotes(notes ?? '') }));
        this.#version = version;
      } catch {
        // The server has stopped, which the page says elsewhere. Search the texts that we have.
      }
    }
    this.#update();
  }

  #update() {
    const words = foldText(this.#field.value).split(/\s+/).filter(Boolean);
    const matches = (/** @type {string} */ text) => {
      const folded = foldText(text);
      return words.every((word) => folded.includes(word));
    };
    const results = this.#state.deck.slides.flatMap(({ title, section, pages }, slide) => {
      const step = pages.findIndex((page) => {
        const { text = '', notes = '' } = this.#texts[page] ?? {};
        return matches([title, section ?? '', text, notes].join('\n'));
      });
      return words.length > 0 && step >= 0 ? [{ slide, step, inTitle: matches(title) }] : [];
    });
    // Matches in the title come first.
    results.sort((a, b) => Number(b.inTitle) - Number(a.inTitle));
    this.#results.replaceChildren(
      ...results
        .slice(0, MAX_RESULTS)
        .map(({ slide, step }) => this.#createRow(slide, step, words)),
    );
    const count = countOf(results.length, 'slide');
    const summary = results.length > MAX_RESULTS ? `${count}, the first ${MAX_RESULTS}:` : count;
    setText(
      $('search-count'),
      words.length === 0 ? '' : results.length === 0 ? 'No slide matches.' : summary,
    );
  }

  /**
   * @param {number} slide
   * @param {number} step
   * @param {string[]} words
   */
  #createRow(slide, step, words) {
    const { deck } = this.#state;
    const { title, pages } = deck.slides[slide];
    const { text = '', notes = '' } = this.#texts[pages[step]] ?? {};
    const inText = excerpt(text, words);
    const found = inText ?? excerpt(notes, words);
    const onclick = () => {
      this.#dialog.close();
      this.#state.goTo(slide, step);
    };
    return h(
      'li',
      {},
      h(
        'button',
        { type: 'button', onclick },
        h('span', { class: 'number' }, slideLabel(deck, slide)),
        h(
          'span',
          { class: 'words', dir: 'auto' },
          h('b', {}, title || 'Untitled'),
          found && h('span', { class: 'excerpt' }, !inText && h('i', {}, 'Notes: '), ...found),
        ),
      ),
    );
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    const rows = [...this.#results.querySelectorAll('button')];
    const at = rows.findIndex((row) => row === document.activeElement);
    if (event.key === 'Enter' && event.target === this.#field) rows[0]?.click();
    else if (event.key === 'ArrowDown') rows[Math.min(at + 1, rows.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') (rows[at - 1] ?? this.#field).focus();
    else return;
    event.preventDefault();
  }
}

/**
 * Returns the text around the first of the words, which is marked, if there is one.
 * @param {string} text
 * @param {string[]} words
 */
function excerpt(text, words) {
  const ranges = words.map((word) => findWord(text, word)).filter((range) => range !== undefined);
  const [range] = ranges.sort(([a], [b]) => a - b);
  if (!range) return undefined;
  const [from, to] = range;
  const start = from < 40 ? 0 : Math.min(text.indexOf(' ', from - 40) + 1 || from, from);
  return [
    (start > 0 ? '… ' : '') + text.slice(start, from),
    h('mark', {}, text.slice(from, to)),
    text.slice(to, to + 90),
  ];
}
