// @ts-check
// The slide in the preview, with rectangles that mark items on it.

import { $, h, setText } from '../dom.js';
import { preloadImages } from '../images.js';
import { MediaLayer } from '../media.js';
import { placeOnPage, SlideView } from '../slide-view.js';
import { countOf } from '../text.js';

/**
 * @import { Area } from '../wire'
 * @import { PreviewState } from './preview-state'
 * @import { Zoom } from './zoom'
 */

export class PreviewStage extends SlideView {
  #state;
  #zoom;
  #media = new MediaLayer({ controls: true });
  #marks = h('div', { class: 'marks' });
  /** The text of the page with this index. */
  #text = { page: -1, text: '' };

  /**
   * @param {PreviewState} state
   * @param {Zoom} zoom
   */
  constructor(state, zoom) {
    super($('canvas'), 4);
    this.#state = state;
    this.#zoom = zoom;
    this.element.append(this.#media.element, this.#marks);
    state.on('position', () => this.#update());
    state.on('details', ({ text, media }) => {
      this.#media.show(media);
      this.#text = { page: state.page ?? -1, text };
      this.#updateDescription();
    });
  }

  async #update() {
    const { page, deck } = this.#state;
    this.#updateEmptyState();
    if (page === undefined) {
      this.forgetImage();
      return;
    }
    if (page !== this.#text.page) this.#media.keep([]);
    const result = await this.showImage(deck.pages[page], (image) => {
      this.host.hidden = false;
      this.#zoom.fit(deck.pages[page].aspect_ratio);
      this.images.replaceChildren(image);
    });
    if (result !== 'shown') return;
    this.#updateDescription();
    preloadImages([deck.pages[page + 1], deck.pages[page - 1]]);
  }

  /** Plays or pauses what is on the page. */
  toggleMedia() {
    return this.#media.toggle();
  }

  #updateDescription() {
    const { page, isEmpty, currentSlide } = this.#state;
    if (isEmpty) return;
    this.describe(currentSlide, this.#text.page === page ? this.#text.text : '');
  }

  /** Explains why there is no slide, if there is none. */
  #updateEmptyState() {
    const { deck, isEmpty } = this.#state;
    $('empty').hidden = !isEmpty;
    if (!isEmpty) return;
    this.host.hidden = true;
    if (!deck.is_loaded) return;
    const { errors, outline } = deck;
    const action =
      errors > 0 ? `Fix the ${errors > 1 ? countOf(errors, 'error') : 'error'}` : 'Add a slide';
    setText(
      $('empty-heading'),
      errors > 0 ? `${outline} cannot be shown yet` : `${outline} has no slides yet`,
    );
    setText($('empty-text'), `${action} and save: the slides appear here automatically.`);
  }

  /**
   * Marks areas of the page.
   * @param {{ area: Area, kind: string }[]} marks
   */
  setMarks(marks) {
    this.#marks.replaceChildren(
      ...marks.map(({ area, kind }) => placeOnPage(h('span', { class: kind }), area)),
    );
  }
}
