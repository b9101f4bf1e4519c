// @ts-check
// The inspector: shows the line of the outline that an item on the slide comes from.

import { $, closeButton, h, icon } from '../dom.js';
import { locationButtons } from './source-link.js';

/**
 * @import { Area, Link, PageItem, Point } from '../wire'
 * @import { PreviewState } from './preview-state'
 * @import { PreviewStage } from './preview-stage'
 */

/** How far from an item a click may be, as a fraction of the page: thin lines are hard to hit. */
const TOLERANCE = 0.003;

export class Inspector {
  #state;
  #stage;
  #panel = $('source');
  /** @type {PageItem[]} */
  #items = [];
  /** @type {Link[]} */
  #links = [];
  #selected = -1;
  #hovered = -1;

  /**
   * @param {PreviewState} state
   * @param {PreviewStage} stage
   */
  constructor(state, stage) {
    this.#state = state;
    this.#stage = stage;
    state.on('details', ({ items, links }) => this.#update(items, links));
    /** @type {number | undefined} */
    let page;
    state.on('position', () => {
      if (page === state.page && page !== undefined) return;
      page = state.page;
      this.#items = [];
      this.close();
    });
    const host = $('stage');
    host.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse') this.#hover(this.#findItem(event));
    });
    host.addEventListener('pointerleave', () => this.#hover(-1));
    host.addEventListener('click', (event) => this.#select(this.#findItem(event)));
  }

  get isOpen() {
    return this.#selected >= 0;
  }

  /**
   * Shows the items of the page. After an edit, the same item stays selected if possible.
   * @param {PageItem[]} items
   * @param {Link[]} links
   */
  #update(items, links) {
    const old = this.#items[this.#selected];
    this.#items = items;
    this.#links = links;
    this.#hovered = -1;
    if (!old) return;
    const same = items.findIndex(
      ({ file, text, column }) => file === old.file && text === old.text && column === old.column,
    );
    this.#select(same >= 0 ? same : Math.min(this.#selected, items.length - 1));
  }

  /**
   * Returns the item under the pointer: the smallest one, and of equal ones the topmost.
   * @param {MouseEvent} event
   */
  #findItem(event) {
    const point = this.#stage.pointAt(event);
    return this.#items.reduce(
      (best, { area }, index) =>
        contains(area, point) && (best < 0 || size(area) <= size(this.#items[best].area))
          ? index
          : best,
      -1,
    );
  }

  /** @param {number} index */
  #hover(index) {
    if (index === this.#hovered) return;
    this.#hovered = index;
    this.#markItems();
  }

  /** @param {number} index */
  #select(index) {
    this.#selected = index;
    this.#markItems();
    const item = this.#items[index];
    this.#panel.hidden = !item;
    if (!item) return;
    const center = { x: item.area.x + item.area.width / 2, y: item.area.y + item.area.height / 2 };
    // The panel must not cover the item.
    this.#panel.classList.toggle('above', center.y > 0.6);
    const link = this.#links.find(({ areas }) => areas.some((area) => contains(area, center)));
    this.#panel.replaceChildren(
      h('p', { class: 'location' }, h('b', {}, item.file), `, line ${item.line}`),
      h('pre', { dir: 'auto' }, h('code', {}, item.text)),
      h(
        'p',
        { class: 'actions' },
        ...locationButtons(this.#state.deck.editor, item),
        link && this.#createLink(link),
      ),
      closeButton('Close', () => this.close(), icon('close')),
    );
  }

  /** @param {Link} link */
  #createLink({ page, uri }) {
    if (uri !== null) {
      return h('a', { href: uri, target: '_blank', rel: 'noreferrer noopener' }, uri);
    }
    const onclick = () => this.#state.goToPage(page ?? 0);
    return h('button', { type: 'button', class: 'plain', onclick }, 'Follow the link');
  }

  #markItems() {
    const mark = (/** @type {number} */ index, /** @type {string} */ kind) =>
      this.#items[index] ? [{ area: this.#items[index].area, kind }] : [];
    this.#stage.setMarks([...mark(this.#hovered, 'hovered'), ...mark(this.#selected, 'selected')]);
    $('stage').classList.toggle('pointing', this.#hovered >= 0);
  }

  /**
   * Selects the next (1) or previous (-1) item, for people who do not use a pointer.
   * @param {number} step
   */
  selectNext(step) {
    if (this.#items.length === 0) return;
    const from = this.isOpen ? this.#selected + step : step > 0 ? 0 : -1;
    this.#select((from + this.#items.length) % this.#items.length);
    const { file, line, text } = this.#items[this.#selected];
    $('announcement').textContent = `${file}, line ${line}: ${text}`;
  }

  /** Closes the panel; returns whether it was open. */
  close() {
    const wasOpen = this.isOpen;
    if (wasOpen && this.#panel.contains(document.activeElement)) {
      $('stage').focus({ preventScroll: true });
    }
    this.#select(-1);
    return wasOpen;
  }
}

/**
 * @param {Area} area
 * @param {Point} point
 */
const contains = ({ x, y, width, height }, point) =>
  Math.abs(point.x - x - width / 2) <= width / 2 + TOLERANCE &&
  Math.abs(point.y - y - height / 2) <= height / 2 + TOLERANCE;

/** @param {Area} area */
const size = ({ width, height }) => width * height;
