// @ts-check
// The speaker notes under the slide.

import { $, h, setDeckLanguage, setPressed } from '../dom.js';
import { noteElements } from '../notes-markdown.js';
import { readSetting, saveSetting } from '../settings.js';

/** @import { PreviewState } from './preview-state' */

export class NotesPanel {
  #panel = $('notes');

  /** @param {PreviewState} state */
  constructor(state) {
    state.on('details', ({ notes }) => {
      setDeckLanguage(this.#panel, state.deck);
      const heading = h(
        'h2',
        { class: 'visually-hidden', lang: 'en', dir: 'ltr' },
        'Speaker notes',
      );
      this.#panel.replaceChildren(heading, ...noteElements(notes));
    });
    $('notes-toggle').onclick = () => this.toggle();
    this.#setOpen(readSetting('notes') === 'yes');
  }

  toggle() {
    this.#setOpen(Boolean(this.#panel.hidden));
    saveSetting('notes', this.#panel.hidden ? 'no' : 'yes');
  }

  /** @param {boolean} isOpen */
  #setOpen(isOpen) {
    this.#panel.hidden = !isOpen;
    setPressed($('notes-toggle'), isOpen);
  }
}
