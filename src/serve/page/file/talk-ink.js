// @ts-check
// The strokes that the speaker draws on the slides, as `talk/ink.rs` keeps them for the server.

/** @import { Stroke } from '../wire' */

const MAX_UNDO_STEPS = 100;

/** What can be undone: a stroke that was drawn, or strokes that were removed, with their places.
 * @typedef {{ drawn: number } | { removed: [number, Stroke][] }} InkAction */

export class TalkInk {
  /** The strokes of each page.
   * @type {Record<string, Stroke[]>} */
  pages;
  /** @type {Record<string, InkAction[]>} */
  #history = {};

  /** @param {Record<string, Stroke[]>} [pages] */
  constructor(pages = {}) {
    this.pages = pages;
  }

  /** Returns the strokes of a page.
   * @param {number} page
   */
  on(page) {
    this.pages[page] ??= [];
    return this.pages[page];
  }

  /**
   * Adds a stroke, or points to a stroke.
   * @param {number} page
   * @param {Stroke} stroke
   */
  add(page, { id, pen, points }) {
    const strokes = this.on(page);
    const known = strokes.find((other) => other.id === id);
    if (known) known.points.push(...points);
    else {
      strokes.push({ id, pen, points: [...points] });
      this.#remember(page, { drawn: id });
    }
  }

  /**
   * @param {number} page
   * @param {number} id
   */
  erase(page, id) {
    const index = this.on(page).findIndex((stroke) => stroke.id === id);
    if (index < 0) return;
    const [stroke] = this.on(page).splice(index, 1);
    this.#remember(page, { removed: [[index, stroke]] });
  }

  /** @param {number} page */
  clear(page) {
    const removed = this.on(page).splice(0);
    if (removed.length > 0) this.#remember(page, { removed: [...removed.entries()] });
  }

  /** @param {number} page */
  undo(page) {
    const action = this.#history[page]?.pop();
    if (!action) return;
    if ('drawn' in action) {
      this.pages[page] = this.on(page).filter(({ id }) => id !== action.drawn);
    } else {
      for (const [index, stroke] of action.removed) this.on(page).splice(index, 0, stroke);
    }
  }

  /**
   * @param {number} page
   * @param {InkAction} action
   */
  #remember(page, action) {
    this.#history[page] ??= [];
    this.#history[page].push(action);
    if (this.#history[page].length > MAX_UNDO_STEPS) this.#history[page].shift();
  }
}
