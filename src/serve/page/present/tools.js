// @ts-check
// The tools for pointing and drawing on the current slide.

import { h, icon, setPressed } from '../dom.js';
import { findStroke, PENS } from './ink.js';

/**
 * @import { Talk } from './talk'
 * @import { TalkSlide } from './talk-slide'
 */

/** @typedef {'laser' | 'spotlight' | 'pen' | 'eraser'} Tool */

/** How often a stroke is sent while it is drawn. */
const SEND_INTERVAL_MS = 40;

export class Tools {
  #slide;
  #talk;
  /** @type {Tool | null} */
  #tool = null;
  #pen = 'red';
  /** @type {Map<Tool, HTMLButtonElement>} */
  #toolButtons = new Map();
  /** @type {Map<string, HTMLButtonElement>} */
  #penButtons = new Map();
  #clearButton;
  /** The stroke that is being drawn.
   * @type {{ id: number, pen: string, page: number } | null} */
  #stroke = null;
  /** Points of the stroke that have not been sent.
   * @type {[number, number][]} */
  #unsent = [];

  /**
   * @param {HTMLElement} toolbar
   * @param {TalkSlide} slide
   * @param {Talk} talk
   */
  constructor(toolbar, slide, talk) {
    this.#slide = slide;
    this.#talk = talk;
    const button = (
      /** @type {string} */ image,
      /** @type {string} */ label,
      /** @type {string} */ key,
      /** @type {() => void} */ onclick,
    ) => {
      const title = `${label} (${key})`;
      return h('button', { type: 'button', 'aria-label': label, title, onclick }, icon(image));
    };
    const tool = (
      /** @type {Tool} */ name,
      /** @type {string} */ label,
      /** @type {string} */ key,
    ) => {
      const element = button(name, label, key, () => this.toggle(name));
      this.#toolButtons.set(name, element);
      return element;
    };
    const pens = Object.entries(PENS).map(([name, { name: label }]) => {
      const onclick = () => this.#choosePen(name);
      const attributes = { class: `pen ${name}`, 'aria-label': label, title: label, onclick };
      const element = h('button', { type: 'button', ...attributes }, h('span'));
      this.#penButtons.set(name, element);
      return element;
    });
    this.#clearButton = button('clear', 'Clear the drawing', 'c', () => this.clear());
    toolbar.append(
      tool('laser', 'Laser pointer', 'l'),
      tool('spotlight', 'Spotlight', 's'),
      tool('pen', 'Draw', 'd'),
      h('div', { class: 'pens', role: 'group', 'aria-label': 'Pens' }, ...pens),
      tool('eraser', 'Eraser', 'e'),
      button('undo', 'Undo', 'u', () => this.undo()),
      this.#clearButton,
    );
    const page = slide.element;
    page.addEventListener('pointerdown', (event) => this.#press(event));
    page.addEventListener('pointermove', (event) => this.#move(event));
    page.addEventListener('pointerup', () => this.#endStroke());
    page.addEventListener('pointercancel', () => this.#endStroke());
    page.addEventListener('pointerleave', () => this.#pointerKind && this.#talk.point(null));
    for (const kind of ['ink', 'state']) talk.addEventListener(kind, () => this.#update());
    this.#update();
  }

  /**
   * Takes a tool, or puts it away if it is in use.
   * @param {Tool} tool
   */
  toggle(tool) {
    if (this.#pointerKind) this.#talk.point(null);
    this.#tool = this.#tool === tool ? null : tool;
    this.#update();
  }

  /** Puts the tool away; returns whether there was one. */
  putAway() {
    if (!this.#tool) return false;
    this.toggle(this.#tool);
    return true;
  }

  undo() {
    if (this.#talk.state) this.#talk.send({ command: 'undo', page: this.#talk.state.page });
  }

  clear() {
    if (this.#talk.state) this.#talk.send({ command: 'clear', page: this.#talk.state.page });
  }

  /** @param {string} pen */
  #choosePen(pen) {
    this.#pen = pen;
    this.#tool = 'pen';
    this.#update();
  }

  /** The kind of pointer that is in use, if it is one. */
  get #pointerKind() {
    return this.#tool === 'laser' || this.#tool === 'spotlight' ? this.#tool : null;
  }

  #update() {
    for (const [name, button] of this.#toolButtons) setPressed(button, this.#tool === name);
    for (const [name, button] of this.#penButtons) {
      setPressed(button, this.#tool === 'pen' && this.#pen === name);
    }
    this.#slide.element.dataset.tool = this.#tool ?? '';
    const page = this.#talk.state?.page;
    this.#clearButton.disabled = page === undefined || this.#talk.strokesOn(page).length === 0;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0 || !this.#tool) return;
    event.preventDefault();
    this.#slide.element.setPointerCapture(event.pointerId);
    if (this.#tool === 'pen') {
      const [id] = crypto.getRandomValues(new Uint32Array(1));
      this.#stroke = { id, pen: this.#pen, page: this.#slide.page };
      this.#unsent = [];
    }
    this.#move(event);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const point = this.#slide.pointAt(event);
    const isPressed = (event.buttons & 1) === 1;
    if (this.#pointerKind) {
      // A finger has a position only while it touches the screen.
      if (event.pointerType === 'mouse' || isPressed) {
        this.#talk.point({ kind: this.#pointerKind, ...point });
      }
    } else if (this.#tool === 'pen' && isPressed && this.#stroke) {
      const events = event.getCoalescedEvents?.() ?? [];
      if (this.#unsent.length === 0) setTimeout(() => this.#sendPoints(), SEND_INTERVAL_MS);
      for (const part of events.length ? events : [event]) {
        const { x, y } = this.#slide.pointAt(part);
        this.#unsent.push([clampPoint(x), clampPoint(y)]);
      }
    } else if (this.#tool === 'eraser' && isPressed) {
      const { page, aspectRatio } = this.#slide;
      const stroke = findStroke(this.#talk.strokesOn(page), point, aspectRatio);
      if (stroke) this.#talk.send({ command: 'erase', page, id: stroke.id });
    }
  }

  #sendPoints() {
    if (!this.#stroke || this.#unsent.length === 0) return;
    const { id, pen, page } = this.#stroke;
    const stroke = { id, pen, points: this.#unsent.splice(0) };
    this.#talk.send({ command: 'draw', page, stroke });
  }

  #endStroke() {
    this.#sendPoints();
    this.#stroke = null;
  }
}

/**
 * Rounds a coordinate, and limits it to the range that the server accepts.
 * @param {number} part
 */
const clampPoint = (part) => Math.max(-0.5, Math.min(1.5, Math.round(part * 10000) / 10000));
