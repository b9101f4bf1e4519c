// Buttons that show slides small: the list and the overview are made of them. A thousand cost little, as pictures are asked for when they
// come into view, and a save changes only those that are others.

import { h, inNextRow, say } from '/page/dom.js';

export class Thumbs {
  #app;
  #list;
  #choose;
  #items = [];
  #current = -1;

  /** Fills the list `list`; `choose(slide)` is called when one is chosen. */
  constructor(app, list, choose) {
    this.#app = app;
    this.#list = list;
    this.#choose = choose;
  }

  /** Shows the deck as it is now. */
  fill() {
    const { slides, deck } = this.#app;
    while (this.#items.length > slides.length) this.#items.pop().row.remove();
    const changed = new Set(this.#app.changed.map((place) => place.slide));
    let section = null;
    const added = [];
    slides.forEach((slide, index) => {
      let item = this.#items[index];
      if (!item) {
        item = this.#make(index);
        this.#items.push(item);
        added.push(item.row);
      }
      const heading = slide.section && slide.section !== section ? slide.section : '';
      section = slide.section;
      const last = slide.pages.at(-1);
      const { width, height } = deck.pages[last];
      set(item, 'address', this.#app.picture(last, 'png'), (address) => (item.image.src = address));
      set(item, 'ratio', `${width} / ${height}`, (ratio) => (item.image.style.aspectRatio = ratio));
      set(item, 'heading', heading, (text) => {
        item.heading.hidden = text === '';
        say(item.heading, text);
      });
      set(item, 'title', slide.title || 'No title', (text) => say(item.title, text));
      set(item, 'untitled', slide.title === '', (is) => item.title.classList.toggle('untitled', is));
      set(item, 'number', this.#app.label(index), (text) => say(item.number, text));
      set(item, 'steps', slide.pages.length > 1 ? `${slide.pages.length} steps` : '', (text) => say(item.steps, text));
      set(item, 'changed', changed.has(index), (is) => item.row.classList.toggle('changed', is));
    });
    this.#list.append(...added);
    this.#current = Math.min(this.#current, slides.length - 1);
  }

  #make(index) {
    const image = h('img', { alt: '', loading: 'lazy', decoding: 'async' });
    const [number, title, steps] = [h('span', { class: 'number' }), h('span', { class: 'name', dir: 'auto' }), h('span', { class: 'steps' })];
    const button = h('button', { type: 'button', tabIndex: -1, onclick: () => this.#choose(index) }, number, image, h('span', { class: 'words' }, title, ' ', steps));
    const heading = h('h2', { hidden: true });
    return { row: h('li', {}, heading, button), heading, button, number, image, title, steps, was: {} };
  }

  /** Marks the slide that is shown, and brings it into view. */
  mark(slide, { focus = false, scroll = true } = {}) {
    if (this.#current !== slide) {
      const old = this.#items[this.#current];
      old?.button.removeAttribute('aria-current');
      if (old) old.button.tabIndex = -1;
      this.#current = slide;
    }
    const item = this.#items[slide];
    if (!item) return;
    item.button.setAttribute('aria-current', 'true');
    item.button.tabIndex = 0;
    if (scroll) item.button.scrollIntoView({ block: 'nearest' });
    if (focus) item.button.focus({ preventScroll: !scroll });
  }

  /** The slide whose button has the focus; -1 where none has. */
  get focused() {
    return this.#items.findIndex(({ button }) => button === document.activeElement);
  }

  /** Gives the focus to the slide that is `rows` below or else `columns` on from the one that has it. */
  step(columns, rows) {
    const buttons = this.#items.map(({ button }) => button);
    const from = Math.max(0, this.focused);
    const to = rows ? inNextRow(buttons, from, rows) : Math.max(0, Math.min(from + columns, buttons.length - 1));
    buttons[to]?.focus({ preventScroll: true });
    buttons[to]?.scrollIntoView({ block: 'nearest' });
  }
}

/** Calls `change` with a value that is another than before. */
function set(item, name, value, change) {
  if (item.was[name] === value) return;
  item.was[name] = value;
  change(value);
}
