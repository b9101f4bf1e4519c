// @ts-check
// The speaker notes under the slide.

import { $, h, noteParagraphs, setPressed } from '../dom.js';
import { readSetting, saveSetting } from '../settings.js';

/** @import { PreviewState } from './preview-state' */

export class NotesPanel {
  #panel = $('notes');

  /** @param {PreviewState} state */
  constructor(state) {
    state.on('details', ({ notes }) => {
      this.#panel.lang = state.deck.lang;
      const heading = h('h2', { class: 'visually-hidden', lang: 'en' }, 'Speaker notes');
      this.#panel.replaceChildren(heading, ...noteParagraphs(notes));
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
