// What the speaker says, under the slide.

import { $, h } from '/page/dom.js';
import { choose, setting } from '/page/settings.js';

export class Notes {
  constructor(app) {
    app.on('details', ({ notes }) => {
      $('notes').lang = app.deck.lang;
      const paragraphs = notes ? notes.split(/\n{2,}/).map((text) => h('p', { dir: 'auto' }, text)) : [h('p', { class: 'none', lang: 'en' }, 'This slide has no notes.')];
      $('notes').replaceChildren(h('h2', { class: 'unseen', lang: 'en' }, 'Notes'), ...paragraphs);
    });
    $('notes-toggle').onclick = () => this.toggle();
    this.#show(setting('notes') === 'yes');
  }

  toggle() {
    const is = $('notes').hidden;
    choose('notes', is ? 'yes' : 'no');
    this.#show(is);
  }

  #show(is) {
    $('notes').hidden = !is;
    $('notes-toggle').setAttribute('aria-pressed', String(is));
  }
}
