// The slide: its picture, and rectangles on it. A new picture takes the old one's place when it is ready to be painted, so nothing flickers.

import { $, h, say } from '/page/dom.js';

export class Stage {
  #app;
  #zoom;
  /** The address of the picture that is shown, and of the one that is wanted. */
  #shown = '';
  #wanted = '';
  /** What the page of this index says. */
  #words = { page: -1, text: '' };

  constructor(app, zoom) {
    this.#app = app;
    this.#zoom = zoom;
    app.on('place', () => this.#show());
    app.on('details', (details) => {
      this.#words = { page: app.page, text: details.words };
      this.#describe();
    });
  }

  get picture() {
    return $('picture');
  }

  async #show() {
    const { page, deck } = this.#app;
    this.#empty();
    if (page === undefined) {
      this.#wanted = this.#shown = '';
      return;
    }
    const { width, height } = deck.pages[page];
    const address = this.#app.picture(page, 'svg');
    if (address === this.#shown) this.#wanted = address;
    if (address === this.#wanted) {
      this.#zoom.fit(width, height);
      return;
    }
    this.#wanted = address;
    const picture = await loaded(address, () => address === this.#wanted);
    if (address !== this.#wanted) return;
    if (!picture) {
      this.#wanted = '';
      return;
    }
    picture.id = 'picture';
    picture.draggable = false;
    $('canvas').hidden = false;
    this.#zoom.fit(width, height);
    this.picture.replaceWith(picture);
    this.#shown = address;
    this.#describe();
    this.#ahead();
  }

  /** What the picture says, for those who do not see it. */
  #describe() {
    const { page, deck } = this.#app;
    const words = this.#words.page === page ? this.#words.text : '';
    if (page !== undefined) this.picture.alt = words || deck.pages[page].title || 'Slide';
  }

  /** What stands there while there is no slide. */
  #empty() {
    const { deck, slides } = this.#app;
    const isEmpty = slides.length === 0;
    $('empty').hidden = !isEmpty;
    if (!isEmpty) return;
    $('canvas').hidden = true;
    if (!deck.read) return;
    const count = deck.errors;
    say($('empty-head'), count > 0 ? `${deck.outline} cannot be shown yet` : `${deck.outline} has no slides yet`);
    const mistakes = count === 1 ? 'the mistake' : `the ${count} mistakes`;
    say($('empty-body'), count > 0 ? `Mend ${mistakes} and save: the slides appear here by themselves.` : 'Write one and save: it appears here by itself.');
  }

  /** Has the neighbours drawn before they are wanted. */
  #ahead() {
    const { page, deck } = this.#app;
    for (const near of [page + 1, page - 1]) if (deck.pages[near]) new Image().src = this.#app.picture(near, 'svg');
  }

  /** Puts rectangles on the slide: `[{ area: [left, top, width, height] in pt, class }]`. */
  mark(marks) {
    const { width, height } = this.#app.deck.pages[this.#app.page] ?? {};
    const part = (length, whole) => `${(100 * length) / whole}%`;
    const rectangles = marks.map(({ area: [left, top, wide, high], kind }) => {
      const rectangle = h('span', { class: kind });
      Object.assign(rectangle.style, { left: part(left, width), top: part(top, height), width: part(wide, width), height: part(high, height) });
      return rectangle;
    });
    $('marks').replaceChildren(...rectangles);
  }

  /** The point of the slide, in pt, under a point of the window; `undefined` beside the slide. */
  point(x, y) {
    const { page, deck } = this.#app;
    const box = $('canvas').getBoundingClientRect();
    if (page === undefined || x < box.left || x > box.right || y < box.top || y > box.bottom) return undefined;
    return [((x - box.left) / box.width) * deck.pages[page].width, ((y - box.top) / box.height) * deck.pages[page].height];
  }
}

/** A picture that is ready to be painted; tried again while it is still wanted, as the server may be busy or away for a moment. */
async function loaded(address, isWanted) {
  for (let attempt = 0; attempt < 4 && isWanted(); attempt += 1) {
    const picture = new Image();
    picture.src = address;
    try {
      await picture.decode();
      return picture;
    } catch {
      // Some browsers say that they cannot, and can.
      if (picture.complete && picture.naturalWidth > 0) return picture;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt));
    }
  }
  return undefined;
}
