// @ts-check
// The size of the slide in the window: fitted, or enlarged and moved around. Fingers and the mouse
// move it, and swipe to turn pages.

import { $, setText } from '../dom.js';

const MAX_FACTOR = 16;
const STEPS = [1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16];

export class Zoom {
  factor = 1;
  #aspectRatio = 4 / 3;
  #turnPage;
  #stage = $('stage');
  #canvas = $('canvas');

  /** @param {(side: 1 | -1) => void} turnPage goes to the page on the right (1) or left (-1) */
  constructor(turnPage) {
    this.#turnPage = turnPage;
    new ResizeObserver(() => this.#layOut()).observe(this.#stage);
    $('zoom-in').onclick = () => this.zoomIn();
    $('zoom-out').onclick = () => this.zoomOut();
    $('zoom-fit').onclick = () => this.setFactor(1);
    this.#stage.addEventListener('wheel', (event) => this.#handleWheel(event), { passive: false });
    this.#listenToPointers();
  }

  /**
   * Sets the shape of the page that is shown.
   * @param {number} aspectRatio
   */
  fit(aspectRatio) {
    this.#aspectRatio = aspectRatio;
    this.#layOut();
  }

  zoomIn() {
    this.setFactor(STEPS.find((step) => step > this.factor * 1.01) ?? MAX_FACTOR);
  }

  zoomOut() {
    this.setFactor(STEPS.findLast((step) => step < this.factor * 0.99) ?? 1);
  }

  /**
   * Enlarges the slide by a factor of its fitted size; the point at `x`, `y` in the window (the
   * center by default) stays where it is.
   * @param {number} factor
   * @param {number} [x]
   * @param {number} [y]
   */
  setFactor(factor, x, y) {
    const stage = this.#stage.getBoundingClientRect();
    const before = this.#canvas.getBoundingClientRect();
    const fixedX = x ?? stage.left + stage.width / 2;
    const fixedY = y ?? stage.top + stage.height / 2;
    const partX = (fixedX - before.left) / before.width;
    const partY = (fixedY - before.top) / before.height;
    this.factor = Math.max(1, Math.min(factor, MAX_FACTOR));
    if (this.factor < 1.02) this.factor = 1;
    this.#layOut();
    const after = this.#canvas.getBoundingClientRect();
    this.pan(after.left + partX * after.width - fixedX, after.top + partY * after.height - fixedY);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  pan(x, y) {
    this.#stage.scrollBy(x, y);
  }

  get isEnlarged() {
    return this.factor > 1;
  }

  #layOut() {
    const { offsetWidth, offsetHeight, classList } = this.#stage;
    const style = getComputedStyle(this.#stage);
    const padding = (/** @type {string} */ start, /** @type {string} */ end) =>
      Number.parseFloat(start) + Number.parseFloat(end);
    const width = offsetWidth - padding(style.paddingLeft, style.paddingRight);
    const height = offsetHeight - padding(style.paddingTop, style.paddingBottom);
    const fitted = Math.max(1, Math.min(width, height * this.#aspectRatio));
    this.#canvas.style.width = `${Math.floor(fitted * this.factor)}px`;
    this.#canvas.style.height = `${Math.floor((fitted / this.#aspectRatio) * this.factor)}px`;
    classList.toggle('enlarged', this.isEnlarged);
    // An enlarged slide can be scrolled with the keyboard.
    this.#stage.tabIndex = this.isEnlarged ? 0 : -1;
    setText($('zoom-level'), this.isEnlarged ? `${Math.round(this.factor * 100)} %` : 'Fit');
    $('zoom-out', HTMLButtonElement).disabled = !this.isEnlarged;
    $('zoom-in', HTMLButtonElement).disabled = this.factor >= MAX_FACTOR;
  }

  /** @param {WheelEvent} event */
  #handleWheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const change = Math.exp(-Math.max(-50, Math.min(50, event.deltaY)) / 100);
    this.setFactor(this.factor * change, event.clientX, event.clientY);
  }

  #listenToPointers() {
    const stage = this.#stage;
    /** The pointers that are down, by id.
     * @type {Map<number, PointerEvent>} */
    const down = new Map();
    /** @type {PointerEvent | undefined} */
    let start;
    let isPinch = false;
    const distance = (/** @type {MouseEvent} */ a, /** @type {MouseEvent | undefined} */ b) =>
      b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
    stage.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      down.set(event.pointerId, event);
      if (down.size === 1) start = event;
      isPinch = down.size > 1;
    });
    stage.addEventListener('pointermove', (event) => {
      const before = down.get(event.pointerId);
      if (!before) return;
      const other = [...down.values()].find(({ pointerId }) => pointerId !== event.pointerId);
      if (down.size === 2 && other) {
        const change = Math.max(1, distance(event, other)) / Math.max(1, distance(before, other));
        const [x, y] = [event.clientX + other.clientX, event.clientY + other.clientY];
        this.setFactor(this.factor * change, x / 2, y / 2);
      } else if (this.isEnlarged) {
        this.pan(before.clientX - event.clientX, before.clientY - event.clientY);
        if (distance(event, start) > 4) stage.setPointerCapture(event.pointerId);
      }
      down.set(event.pointerId, event);
    });
    const release = (/** @type {PointerEvent} */ event) => {
      if (!down.delete(event.pointerId) || down.size > 0 || !start) return;
      const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
      const isTouch = event.type === 'pointerup' && event.pointerType !== 'mouse';
      const isSwipe = Math.abs(x) > 40 && Math.abs(x) > 1.5 * Math.abs(y);
      if (isTouch && isSwipe && !this.isEnlarged && !isPinch) this.#turnPage(x < 0 ? 1 : -1);
    };
    stage.addEventListener('pointerup', release);
    stage.addEventListener('pointercancel', release);
    // The end of a drag is not a click.
    const stopAfterDrag = (/** @type {MouseEvent} */ event) => {
      if (distance(event, start) > 6) event.stopPropagation();
    };
    stage.addEventListener('click', stopAfterDrag, true);
  }
}
