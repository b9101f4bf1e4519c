// From what is seen on a slide to the line that says it.

import { $, h, icon } from '/page/dom.js';
import { buttons } from '/page/editor.js';

export class Inspect {
  #app;
  #stage;
  #spots = [];
  #links = [];
  #chosen = -1;
  #hovered = -1;

  constructor(app, stage) {
    this.#app = app;
    this.#stage = stage;
    app.on('details', ({ spots, links }) => this.#take(spots, links));
    let page;
    app.on('place', () => {
      if (page === app.page && app.page !== undefined) return;
      page = app.page;
      this.#spots = [];
      this.close();
    });
    $('stage').addEventListener('pointermove', (event) => event.pointerType === 'mouse' && this.#hover(this.#at(event)));
    $('stage').addEventListener('pointerleave', () => this.#hover(-1));
    $('stage').addEventListener('click', (event) => this.#choose(this.#at(event)));
  }

  get isOpen() {
    return this.#chosen >= 0;
  }

  /** After a save, the same item is chosen, as far as it is there. */
  #take(spots, links) {
    const old = this.#spots[this.#chosen];
    this.#spots = spots;
    this.#links = links;
    this.#hovered = -1;
    if (!old) return;
    const near = spots.findIndex((spot) => spot.file === old.file && spot.text === old.text && spot.column === old.column);
    this.#choose(near >= 0 ? near : Math.min(this.#chosen, spots.length - 1));
  }

  /** The item under the pointer: of several, the smallest; of equal ones, the one in front. */
  #at(event) {
    const point = this.#stage.point(event.clientX, event.clientY);
    let best = -1;
    if (point) {
      this.#spots.forEach((spot, index) => {
        if (contains(spot.area, point) && (best < 0 || size(spot) <= size(this.#spots[best]))) best = index;
      });
    }
    return best;
  }

  #hover(index) {
    if (index === this.#hovered) return;
    this.#hovered = index;
    this.#mark();
  }

  #choose(index) {
    this.#chosen = index;
    this.#mark();
    const spot = this.#spots[index];
    $('place').hidden = !spot;
    if (!spot) return;
    // Where it does not cover what it speaks of.
    const { height } = this.#app.deck.pages[this.#app.page];
    $('place').classList.toggle('above', spot.area[1] + spot.area[3] / 2 > height * 0.6);
    const link = this.#links.find(({ area }) => contains(area, [spot.area[0] + spot.area[2] / 2, spot.area[1] + spot.area[3] / 2]));
    const close = h('button', { type: 'button', class: 'close', title: 'Close (Esc)', onclick: () => this.close() }, icon('close'), h('span', { class: 'unseen' }, 'Close'));
    $('place').replaceChildren(
      h('p', { class: 'where' }, h('b', {}, spot.file), `, line ${spot.line}`),
      h('pre', { dir: 'auto' }, h('code', {}, spot.text)),
      h('p', { class: 'acts' }, ...buttons(this.#app, spot), link && this.#follow(link)),
      close,
    );
  }

  #follow({ page, address }) {
    if (page !== null) return h('button', { type: 'button', class: 'plain', onclick: () => this.#app.goToPage(page) }, 'Follow the link');
    return /^(https?|mailto):/.test(address) && h('a', { href: address, target: '_blank', rel: 'noreferrer noopener' }, address);
  }

  #mark() {
    const of = (index, kind) => (this.#spots[index] ? [{ area: this.#spots[index].area, kind }] : []);
    this.#stage.mark([...of(this.#hovered, 'hovered'), ...of(this.#chosen, 'chosen')]);
    $('stage').classList.toggle('pointing', this.#hovered >= 0);
  }

  /** Goes to the next item or the one before, for those who use no pointer. */
  next(step) {
    if (this.#spots.length === 0) return;
    const from = this.isOpen ? this.#chosen + step : step > 0 ? 0 : -1;
    this.#choose((from + this.#spots.length) % this.#spots.length);
    const { file, line, text } = this.#spots[this.#chosen];
    $('spoken').textContent = `${file}, line ${line}: ${text}`;
  }

  /** Whether a place was shown. */
  close() {
    const was = this.isOpen;
    if (was && $('place').contains(document.activeElement)) $('stage').focus({ preventScroll: true });
    this.#choose(-1);
    return was;
  }
}

const contains = ([left, top, width, height], [x, y]) => x >= left - 2 && x <= left + width + 2 && y >= top - 2 && y <= top + height + 2;
const size = ({ area }) => area[2] * area[3];
