// Finds slides by their titles, words and notes.

import { $, h, say } from '/page/dom.js';
import { find, fold } from '/page/fold.js';

/** How many slides are listed. */
const MOST = 50;

export class Search {
  #app;
  #version = -1;
  #words = [];
  #dialog = $('search');

  constructor(app) {
    this.#app = app;
    app.on('deck', () => this.#dialog.open && this.#load());
    $('search-open').onclick = () => this.open();
    $('wanted').addEventListener('input', () => this.#find());
    this.#dialog.addEventListener('click', (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener('keydown', (event) => this.#key(event));
  }

  open() {
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    $('wanted').select();
    this.#load();
  }

  async #load() {
    const { version } = this.#app.deck ?? {};
    if (version === this.#version) {
      this.#find();
      return;
    }
    try {
      const answer = await fetch('/words.json');
      this.#words = (await answer.json()).map(({ words, notes }) => [words, notes ?? '']);
      this.#version = version;
    } catch {
      // The server is gone, which the page says elsewhere; what it said before can still be searched.
    }
    this.#find();
  }

  #find() {
    const terms = fold($('wanted').value).split(/\s+/).filter(Boolean);
    const results = [];
    if (terms.length > 0) {
      this.#app.slides.forEach((slide, index) => {
        const step = slide.pages.findIndex((page) => {
          const all = fold([slide.title, slide.section ?? '', ...(this.#words[page] ?? [])].join('\n'));
          return terms.every((term) => all.includes(term));
        });
        if (step >= 0) results.push({ index, step, title: terms.every((term) => fold(slide.title).includes(term)) });
      });
      // A slide that is called so comes before one that only says it.
      results.sort((one, other) => Number(other.title) - Number(one.title));
    }
    const rows = results.slice(0, MOST).map(({ index, step }) => this.#row(index, step, terms));
    this.#dialog.querySelector('ol').replaceChildren(...rows);
    const count = results.length === 1 ? '1 slide' : `${results.length} slides`;
    say($('found'), terms.length === 0 ? '' : results.length === 0 ? 'No slide says that.' : results.length > MOST ? `${count}, the first ${MOST}:` : count);
  }

  #row(index, step, terms) {
    const slide = this.#app.slides[index];
    const [words, notes] = this.#words[slide.pages[step]] ?? ['', ''];
    const go = () => {
      this.#dialog.close();
      this.#app.go(index, step);
    };
    const said = marked(words, terms);
    const excerpt = said ?? marked(notes, terms);
    return h(
      'li',
      {},
      h(
        'button',
        { type: 'button', onclick: go },
        h('span', { class: 'number' }, this.#app.label(index)),
        h('span', { class: 'words', dir: 'auto' }, h('b', {}, slide.title || 'No title'), excerpt && h('span', { class: 'excerpt' }, !said && h('i', {}, 'Notes: '), ...excerpt)),
      ),
    );
  }

  #key(event) {
    const rows = [...this.#dialog.querySelectorAll('li button')];
    const at = rows.indexOf(document.activeElement);
    if (event.key === 'Enter' && at < 0 && event.target === $('wanted')) {
      event.preventDefault();
      rows[0]?.click();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      rows[Math.min(at + 1, rows.length - 1)]?.focus();
    } else if (event.key === 'ArrowUp') {
      event.preventDefault();
      (at > 0 ? rows[at - 1] : $('wanted')).focus();
    }
  }
}

/** The text around the first of the terms, which is marked; `undefined` where none is in it. */
function marked(text, terms) {
  const found = terms.map((term) => find(text, term)).filter(Boolean).sort(([one], [other]) => one - other)[0];
  if (!found) return undefined;
  const [from, to] = found;
  const start = from < 40 ? 0 : Math.min(text.indexOf(' ', from - 40) + 1 || from, from);
  return [(start > 0 ? '… ' : '') + text.slice(start, from), h('mark', {}, text.slice(from, to)), text.slice(to, to + 90)];
}
