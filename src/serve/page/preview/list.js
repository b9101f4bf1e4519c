// The list of slides at the side; on a narrow screen it lies over the slide.

import { $ } from '/page/dom.js';
import { choose, setting } from '/page/settings.js';
import { Thumbs } from '/page/thumbs.js';

const narrow = matchMedia('(max-width: 719px)');

export class List {
  #app;
  #thumbs;

  constructor(app) {
    this.#app = app;
    this.#thumbs = new Thumbs(app, $('list').querySelector('ol'), (slide) => {
      app.go(slide);
      if (narrow.matches) this.#show(false);
    });
    app.on('deck', () => this.#thumbs.fill());
    app.on('place', () => this.#thumbs.mark(app.slide, { focus: $('list').contains(document.activeElement), scroll: !$('list').hidden }));
    $('list').addEventListener('keydown', (event) => {
      const go = { ArrowDown: app.slide + 1, ArrowUp: app.slide - 1, Home: 0, End: Infinity }[event.key];
      if (go === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      app.go(go);
    });
    $('list-toggle').onclick = () => this.toggle();
    narrow.addEventListener('change', () => this.#fit());
    this.#fit();
  }

  #fit() {
    this.#show(!narrow.matches && setting('list', 'yes') === 'yes');
  }

  toggle() {
    this.#show($('list').hidden);
    if (!narrow.matches) choose('list', $('list').hidden ? 'no' : 'yes');
    else if (!$('list').hidden) this.#thumbs.mark(this.#app.slide, { focus: true });
  }

  /** Closes it where it covers the slide; whether it was open. */
  close() {
    if (!narrow.matches || $('list').hidden) return false;
    this.#show(false);
    $('list-toggle').focus();
    return true;
  }

  #show(is) {
    $('list').hidden = !is;
    $('list-toggle').setAttribute('aria-expanded', String(is));
    if (is) this.#thumbs.mark(this.#app.slide);
  }
}
