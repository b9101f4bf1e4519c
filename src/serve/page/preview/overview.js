// All slides at a glance.

import { $, h } from '/page/dom.js';
import { Thumbs } from '/page/thumbs.js';

export class Overview {
  #app;
  #thumbs;
  #isStale = true;

  constructor(app) {
    this.#app = app;
    const list = h('ol');
    $('overview').append(list);
    this.#thumbs = new Thumbs(app, list, (slide) => {
      app.go(slide);
      this.close();
    });
    app.on('deck', () => {
      this.#isStale = true;
      if (this.isOpen) this.#fill();
    });
    app.on('place', () => this.isOpen && this.#thumbs.mark(app.slide, { scroll: false }));
    $('overview').addEventListener('keydown', (event) => {
      const onwards = app.deck.from_right ? -1 : 1;
      const step = { ArrowRight: [onwards, 0], ArrowLeft: [-onwards, 0], ArrowDown: [0, 1], ArrowUp: [0, -1], Home: [-Infinity, 0], End: [Infinity, 0] }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      this.#thumbs.step(...step);
    });
    $('overview-toggle').onclick = () => this.toggle();
  }

  get isOpen() {
    return !$('overview').hidden;
  }

  #fill() {
    $('overview').dir = this.#app.deck.from_right ? 'rtl' : 'ltr';
    if (this.#isStale) this.#thumbs.fill();
    this.#isStale = false;
    this.#thumbs.mark(this.#app.slide, { scroll: false });
  }

  toggle() {
    if (this.close() || this.#app.slides.length === 0) return;
    this.#show(true);
    this.#fill();
    this.#thumbs.mark(this.#app.slide, { focus: true });
  }

  /** Whether it was open. */
  close() {
    if (!this.isOpen) return false;
    this.#show(false);
    $('stage').focus({ preventScroll: true });
    return true;
  }

  #show(is) {
    $('overview').hidden = !is;
    $('stage').inert = is;
    $('overview-toggle').setAttribute('aria-pressed', String(is));
  }
}
