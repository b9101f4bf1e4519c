// All slides, to look for one and go there.

import { h, inNextRow } from './dom.js';
import { fold } from './fold.js';
import { groupsOf, markTile, thumb } from './words.js';

export class Overview {
  #dialog;
  #talk;
  #search = h('input', { type: 'search', placeholder: 'Number, title or words', 'aria-label': 'Search slides', autocomplete: 'off', spellcheck: 'false' });
  #list = h('div', { class: 'list' });
  #none = h('p', { class: 'none', role: 'status', hidden: true }, 'No slide has these words.');
  #version = null;

  constructor(dialog, talk) {
    this.#dialog = dialog;
    this.#talk = talk;
    const close = h('button', { type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() }, '✕');
    dialog.append(h('div', { class: 'head' }, h('h2', { id: 'grid-name' }, 'All slides'), this.#search, close), this.#list, this.#none);
    this.#search.oninput = () => this.#filter();
    dialog.addEventListener('keydown', (event) => this.#key(event));
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  }

  open(search) {
    if (!this.#talk.deck) return;
    this.#fill();
    this.#search.value = '';
    this.#filter();
    this.#dialog.showModal();
    this.mark();
    const here = this.#list.querySelector('[aria-current]');
    if (search || !here) this.#search.focus();
    else {
      here.focus();
      here.scrollIntoView({ block: 'center' });
    }
  }

  /** Marks the present slide, and takes in a new version of the deck. */
  mark() {
    if (!this.#dialog.open || !this.#talk.state) return;
    this.#fill();
    markTile(this.#tiles(), this.#talk.deck, this.#talk.state.page);
  }

  #tiles() {
    return [...this.#list.querySelectorAll('.tile')];
  }

  #fill() {
    const { deck } = this.#talk;
    if (this.#version === deck.version) return;
    this.#version = deck.version;
    const group = ({ name, part, slides }) =>
      h('section', { class: part, 'aria-label': name || 'Slides' }, name ? h('h3', {}, name) : null, h('div', { class: 'tiles' }, ...slides.map((slide) => this.#tile(slide))));
    this.#list.replaceChildren(...groupsOf(deck).map(group));
  }

  #tile(index) {
    const { deck } = this.#talk;
    const page = deck.pages[index];
    const name = h('span', { class: 'name' }, h('b', {}, page.label || '–'), ` ${page.title}`);
    const tile = h('button', { type: 'button', class: 'tile', 'data-page': index, onclick: () => this.#go(index) }, thumb(deck, index), name);
    const all = deck.pages.slice(index, index + page.steps).map(({ words, notes }) => `${words} ${notes ?? ''}`);
    tile.words = fold(`${page.label} ${page.title} ${page.section ?? ''} ${all.join(' ')}`);
    return tile;
  }

  #go(page) {
    this.#dialog.close();
    this.#talk.do('go', { page });
  }

  #filter() {
    const text = fold(this.#search.value).trim();
    const words = text.split(/\s+/);
    let found = 0;
    for (const tile of this.#tiles()) {
      const page = this.#talk.deck.pages[tile.dataset.page];
      const fits = !text || (/^\d+$/.test(text) ? page.label.startsWith(text) : words.every((word) => tile.words.includes(word)));
      tile.hidden = !fits;
      found += fits;
    }
    for (const group of this.#list.children) group.hidden = !group.querySelector('.tile:not([hidden])');
    this.#none.hidden = found > 0;
  }

  #key(event) {
    const tiles = this.#tiles().filter((tile) => !tile.hidden);
    const at = tiles.indexOf(document.activeElement);
    const { key } = event;
    if (key === 'Enter' && event.target === this.#search) {
      event.preventDefault();
      if (tiles.length) this.#go(Number(tiles[0].dataset.page));
      return;
    }
    if (key === 'ArrowDown' && event.target === this.#search) {
      event.preventDefault();
      tiles[0]?.focus();
      return;
    }
    if (at < 0) return;
    if (key === 'o' || key === 'g') {
      event.preventDefault();
      this.#dialog.close();
      return;
    }
    if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // Whoever types looks for something.
      this.#search.value = key === '/' ? '' : key;
      this.#search.focus();
      this.#filter();
      event.preventDefault();
      return;
    }
    const side = { ArrowDown: 1, ArrowUp: -1 }[key];
    const next = side ? inNextRow(tiles, at, side) : { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tiles.length - 1 }[key];
    if (next === undefined) return;
    event.preventDefault();
    tiles[Math.max(0, Math.min(next, tiles.length - 1))].focus();
  }
}
