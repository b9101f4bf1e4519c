// The size of the slide in its room: fitted, or so many times larger, and then moved about. Fingers and the mouse move it, and swipe to turn pages.

import { $, say } from '/page/dom.js';

const MOST = 16;
const STEPS = [1, 1.25, 1.5, 2, 3, 4, 6, 8, 12, 16];

export class Zoom {
  factor = 1;
  #page = [4, 3];
  #turn;

  /** `turn(1)` goes to the page that is on the right, `turn(-1)` to the one on the left. */
  constructor(turn) {
    this.#turn = turn;
    new ResizeObserver(() => this.#lay()).observe($('stage'));
    $('zoom-in').onclick = () => this.larger();
    $('zoom-out').onclick = () => this.smaller();
    $('zoom-fit').onclick = () => this.set(1);
    $('stage').addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.#fingers();
  }

  /** Shows a page of this size in pt. */
  fit(width, height) {
    this.#page = [width, height];
    this.#lay();
  }

  larger() {
    this.set(STEPS.find((step) => step > this.factor * 1.01) ?? MOST);
  }

  smaller() {
    this.set(STEPS.findLast((step) => step < this.factor * 0.99) ?? 1);
  }

  /** Shows the slide so many times as large as it fits, with the point of the window at `x`, `y` where it was. */
  set(factor, x, y) {
    const stage = $('stage').getBoundingClientRect();
    const before = $('canvas').getBoundingClientRect();
    const [atX, atY] = [x ?? stage.left + stage.width / 2, y ?? stage.top + stage.height / 2];
    const [partX, partY] = [(atX - before.left) / before.width, (atY - before.top) / before.height];
    this.factor = Math.max(1, Math.min(factor, MOST));
    if (this.factor < 1.02) this.factor = 1;
    this.#lay();
    const after = $('canvas').getBoundingClientRect();
    $('stage').scrollBy(after.left + partX * after.width - atX, after.top + partY * after.height - atY);
  }

  pan(x, y) {
    $('stage').scrollBy(x, y);
  }

  get isLarge() {
    return this.factor > 1;
  }

  #lay() {
    const stage = $('stage');
    const style = getComputedStyle(stage);
    const room = [
      stage.offsetWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight),
      stage.offsetHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom),
    ];
    const scale = Math.max(0.01, Math.min(room[0] / this.#page[0], room[1] / this.#page[1]));
    const canvas = $('canvas').style;
    canvas.width = `${Math.floor(this.#page[0] * scale * this.factor)}px`;
    canvas.height = `${Math.floor(this.#page[1] * scale * this.factor)}px`;
    stage.classList.toggle('large', this.isLarge);
    // What can be moved about can be reached with the keyboard.
    stage.tabIndex = this.isLarge ? 0 : -1;
    say($('zoom-now'), this.isLarge ? `${Math.round(this.factor * 100)} %` : 'Fit');
    $('zoom-out').disabled = !this.isLarge;
    $('zoom-in').disabled = this.factor >= MOST;
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.set(this.factor * Math.exp(-Math.max(-50, Math.min(50, event.deltaY)) / 100), event.clientX, event.clientY);
  }

  #fingers() {
    const stage = $('stage');
    const down = new Map();
    let start;
    let isPinch = false;
    stage.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      down.set(event.pointerId, event);
      if (down.size === 1) start = event;
      isPinch = down.size > 1;
    });
    stage.addEventListener('pointermove', (event) => {
      const before = down.get(event.pointerId);
      if (!before) return;
      if (down.size === 2) {
        const other = [...down.values()].find(({ pointerId }) => pointerId !== event.pointerId);
        const distance = (one) => Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY));
        this.set((this.factor * distance(event)) / distance(before), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
      } else if (this.isLarge) {
        this.pan(before.clientX - event.clientX, before.clientY - event.clientY);
        if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > 4) stage.setPointerCapture(event.pointerId);
      }
      down.set(event.pointerId, event);
    });
    const up = (event) => {
      if (!down.delete(event.pointerId) || down.size > 0) return;
      const [x, y] = [event.clientX - start.clientX, event.clientY - start.clientY];
      const isSwipe = event.type === 'pointerup' && event.pointerType !== 'mouse' && !this.isLarge && !isPinch;
      if (isSwipe && Math.abs(x) > 40 && Math.abs(x) > 1.5 * Math.abs(y)) this.#turn(x < 0 ? 1 : -1);
    };
    for (const kind of ['pointerup', 'pointercancel']) stage.addEventListener(kind, up);
    // What was a drag is no click.
    stage.addEventListener('click', (event) => start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > 6 && event.stopPropagation(), true);
  }
}
