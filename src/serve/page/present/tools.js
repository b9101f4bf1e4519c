// Pointing and drawing on the present slide.

import { h, icon } from './dom.js';
import { PENS, strokeAt } from './ink.js';

export class Tools {
  #slide;
  #talk;
  #tool = null;
  #pen = 'red';
  #buttons = new Map();
  #pens = h('div', { class: 'pens', role: 'group', 'aria-label': 'Pens' });
  #stroke = null;
  #waiting = [];

  constructor(host, slide, talk) {
    this.#slide = slide;
    this.#talk = talk;
    const button = (name, image, words, key, act) => {
      const element = h('button', { type: 'button', 'aria-label': words, title: `${words} (${key})`, onclick: act }, icon(image));
      this.#buttons.set(name, element);
      return element;
    };
    const tool = (name, image, words, key) => button(name, image, words, key, () => this.choose(name));
    host.append(
      tool('laser', 'laser', 'Laser pointer', 'l'),
      tool('spotlight', 'spot', 'Spotlight', 's'),
      tool('pen', 'pen', 'Draw', 'd'),
      this.#pens,
      tool('eraser', 'eraser', 'Eraser', 'e'),
      button('undo', 'undo', 'Undo', 'u', () => this.undo()),
      button('clear', 'clear', 'Clear the drawing', 'c', () => this.clear()),
    );
    for (const [name, pen] of Object.entries(PENS)) {
      const swatch = h('button', { type: 'button', class: `pen ${name}`, 'aria-label': pen.name, title: pen.name, onclick: () => this.#choosePen(name) }, h('span'));
      this.#pens.append(swatch);
      this.#buttons.set(`pen ${name}`, swatch);
    }
    const page = slide.element;
    page.addEventListener('pointerdown', (event) => this.#down(event));
    page.addEventListener('pointermove', (event) => this.#move(event));
    page.addEventListener('pointerup', () => this.#up());
    page.addEventListener('pointercancel', () => this.#up());
    page.addEventListener('pointerleave', () => this.#isPointing() && this.#talk.point(null));
    talk.addEventListener('ink', () => this.#show());
    talk.addEventListener('state', () => this.#show());
    this.#show();
  }

  /** Takes a tool, or puts it away if it is in hand. */
  choose(tool) {
    if (this.#isPointing()) this.#talk.point(null);
    this.#tool = this.#tool === tool ? null : tool;
    this.#show();
  }

  /** Puts the tool away; whether there was one. */
  putAway() {
    if (!this.#tool) return false;
    this.choose(this.#tool);
    return true;
  }

  undo() {
    this.#talk.do('undo', { page: this.#talk.state.page });
  }

  clear() {
    this.#talk.do('clear', { page: this.#talk.state.page });
  }

  #choosePen(pen) {
    this.#pen = pen;
    this.#tool = 'pen';
    this.#show();
  }

  #isPointing() {
    return this.#tool === 'laser' || this.#tool === 'spotlight';
  }

  #show() {
    for (const name of ['laser', 'spotlight', 'pen', 'eraser']) this.#buttons.get(name).setAttribute('aria-pressed', this.#tool === name);
    for (const name of Object.keys(PENS)) this.#buttons.get(`pen ${name}`).setAttribute('aria-pressed', this.#tool === 'pen' && this.#pen === name);
    this.#slide.element.dataset.tool = this.#tool ?? '';
    const page = this.#talk.state?.page;
    const drawn = page !== undefined && (this.#talk.ink.get(this.#talk.drawnOn(page)) ?? []).length > 0;
    this.#buttons.get('clear').disabled = !drawn;
  }

  #down(event) {
    if (event.button !== 0 || !this.#tool) return;
    event.preventDefault();
    this.#slide.element.setPointerCapture(event.pointerId);
    if (this.#tool === 'pen') {
      this.#stroke = { id: crypto.getRandomValues(new Uint32Array(1))[0], pen: this.#pen, page: this.#slide.page };
      this.#waiting = [];
    }
    this.#move(event);
  }

  #move(event) {
    if (!this.#tool) return;
    const place = this.#slide.place(event);
    const pressed = (event.buttons & 1) === 1;
    if (this.#isPointing()) {
      // A finger has no place before it touches.
      if (event.pointerType === 'mouse' || pressed) this.#talk.point({ kind: this.#tool, x: place[0], y: place[1] });
    } else if (this.#tool === 'pen' && pressed && this.#stroke) {
      const events = event.getCoalescedEvents?.() ?? [];
      const places = (events.length ? events : [event]).map((one) => this.#slide.place(one));
      if (!this.#waiting.length) setTimeout(() => this.#send(), 40);
      this.#waiting.push(...places.map(([x, y]) => [round(x), round(y)]));
    } else if (this.#tool === 'eraser' && pressed) {
      const { page } = this.#slide;
      const touched = strokeAt(this.#talk.ink.get(this.#talk.drawnOn(page)) ?? [], place, this.#slide.ratio);
      if (touched) this.#talk.do('erase', { page, id: touched.id });
    }
  }

  #send() {
    if (!this.#stroke || !this.#waiting.length) return;
    const { id, pen, page } = this.#stroke;
    this.#talk.do('draw', { page, stroke: { id, pen, points: this.#waiting.splice(0) } });
  }

  #up() {
    if (this.#tool === 'pen') {
      this.#send();
      this.#stroke = null;
    }
  }
}

const round = (part) => Math.max(-0.5, Math.min(1.5, Math.round(part * 10000) / 10000));
