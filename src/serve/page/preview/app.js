// What the page knows: the deck, the place in it, and who wants to be told when one of them changes.

import { changed, moved, slides } from '/page/place.js';
import { setting } from '/page/settings.js';

export class App {
  /** The deck as the server told it last. */
  deck;
  slides = [];
  /** The slide that is shown, and its step. */
  slide = 0;
  step = 0;
  /** What the last save changed: places. */
  changed = [];
  /** Which run of the server its pictures are of. */
  run = '';
  #listeners = {};
  #wanted = readHash();
  #latestRun = '';
  #asking = false;
  #again = false;

  /** Calls `listener` whenever `what` is another: `deck`, `place` (also after `deck`), `details` of the place. */
  on(what, listener) {
    (this.#listeners[what] ??= []).push(listener);
  }

  #tell(what, value) {
    for (const listener of this.#listeners[what] ?? []) listener(value);
  }

  /** The index of the page that is shown; `undefined` where there is none. */
  get page() {
    return this.slides[this.slide]?.pages[this.step];
  }

  /** The address of a page's picture: `svg`, or a small `png`. */
  picture(page, format) {
    return `/drawing/${this.run}/${this.deck.pages[page].drawing}.${format}`;
  }

  /** The number that people know a slide by. */
  label(index) {
    return this.slides[index].label || String(index + 1);
  }

  /** Goes to a slide and a step, as near as there is one. */
  go(slide, step = 0) {
    if (this.slides.length === 0) return;
    this.slide = Math.max(0, Math.min(slide, this.slides.length - 1));
    this.step = Math.max(0, Math.min(step, this.slides[this.slide].pages.length - 1));
    writeHash(this.slide, this.step);
    this.#tell('place');
    this.#details();
  }

  goToPage(page) {
    const slide = this.slides.findIndex(({ pages }) => pages.includes(page));
    if (slide >= 0) this.go(slide, this.slides[slide].pages.indexOf(page));
  }

  next() {
    if (this.step + 1 < (this.slides[this.slide]?.pages.length ?? 0)) this.go(this.slide, this.step + 1);
    else if (this.slide + 1 < this.slides.length) this.go(this.slide + 1);
  }

  back() {
    if (this.step > 0) this.go(this.slide, this.step - 1);
    else if (this.slide > 0) this.go(this.slide - 1, Infinity);
  }

  /** Goes to the next slide that the last save changed. */
  toChanged() {
    const place = this.changed.find(({ slide }) => slide > this.slide) ?? this.changed[0];
    if (place) this.go(place.slide, place.step);
  }

  /** Asks for the deck, once more if something new is told meanwhile. */
  async refresh(run) {
    this.#latestRun = run;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#again = false;
        const answer = await fetch('/deck.json');
        if (answer.ok) this.#take(await answer.json(), this.#latestRun);
      } while (this.#again);
    } catch {
      // The server is gone; when it is back, it tells what is new.
    } finally {
      this.#asking = false;
    }
  }

  #take(deck, run) {
    const before = this.slides;
    const beforePages = this.deck?.pages ?? [];
    // A server that was started anew has not read the deck yet: what is shown stays.
    if (!deck.read && before.length > 0) return;
    const isOtherRun = run !== this.run;
    this.run = run;
    this.deck = deck;
    this.slides = slides(deck.pages);
    if (this.slides.length > 0) {
      if (before.length === 0) {
        this.slide = Math.min(this.#wanted.slide, this.slides.length - 1);
        this.step = Math.min(this.#wanted.step, this.slides[this.slide].pages.length - 1);
      } else {
        this.slide = moved(before, this.slides, this.slide);
        this.step = Math.min(this.step, this.slides[this.slide].pages.length - 1);
        const differs = changed(before, beforePages, this.slides, deck.pages);
        if (differs.length > 0 || isOtherRun) this.changed = differs;
        const isHere = this.changed.some(({ slide }) => slide === this.slide);
        if (differs.length > 0 && !isHere && setting('follow') === 'yes') {
          this.slide = differs[0].slide;
          this.step = differs[0].step;
        }
      }
      writeHash(this.slide, this.step);
    }
    this.#tell('deck');
    this.#tell('place');
    this.#details();
  }

  #request;
  async #details() {
    this.#request?.abort();
    const { page } = this;
    if (page === undefined) return;
    this.#request = new AbortController();
    try {
      const answer = await fetch(`/details/${page}`, { signal: this.#request.signal });
      if (!answer.ok) return;
      const details = await answer.json();
      if (page === this.page && details.version === this.deck.version) this.#tell('details', details);
    } catch {
      // Another place is shown by now, or the server is gone.
    }
  }

  /** Follows the address, as when the user goes back in history. */
  followHash() {
    const { slide, step } = readHash();
    if (slide !== this.slide || step !== this.step) this.go(slide, step);
  }
}

/** `#5` is the fifth slide, `#5.2` its second step. */
function readHash() {
  const [slide, step] = location.hash.slice(1).split('.').map((part) => Number.parseInt(part, 10));
  return { slide: slide >= 1 ? slide - 1 : 0, step: step >= 1 ? step - 1 : 0 };
}

function writeHash(slide, step) {
  const hash = `#${slide + 1}${step ? `.${step + 1}` : ''}`;
  if (location.hash !== hash) history.replaceState(null, '', hash);
}
