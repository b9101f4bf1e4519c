// A page on the screen: its picture, what is drawn on it, where the speaker points, its links, and how one page gives way to the next.

import { h } from './dom.js';
import { paint } from './ink.js';
import { picture } from './words.js';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** Pictures that were loaded lately, so that the next press of a key finds them. */
const loaded = new Map();

/** A picture that is ready to be painted, loaded once, by its address. One that does not come is asked for anew the next time. */
async function load(address) {
  const known = loaded.get(address);
  loaded.delete(address);
  const image = known ?? Object.assign(new Image(), { src: address, draggable: false, alt: '' });
  loaded.set(address, image);
  if (loaded.size > 24) loaded.delete(loaded.keys().next().value);
  try {
    await image.decode();
  } catch (mistake) {
    loaded.delete(address);
    throw mistake;
  }
  return image;
}

export class Slide {
  #talk;
  /** The deck that the page is of. */
  #deck = null;
  #frame = h('div', { class: 'page' });
  #layers = h('div', { class: 'layers' });
  #canvas = h('canvas', { class: 'ink', 'aria-hidden': 'true' });
  #laser = h('div', { class: 'laser', hidden: true });
  #spot = h('div', { class: 'spot', hidden: true });
  #links = h('div', { class: 'links' });
  #page = null;
  /** How often another page was asked for. */
  #turn = 0;
  /** The picture that is seen, and its address. */
  #layer = null;
  #shown = null;
  #ratio = 16 / 9;
  #moves;
  #points;
  #follows;

  /**
   * @param {HTMLElement} host what the page is to fill, as large as its shape allows
   * @param {object} wishes `moves`: with transitions; `links`: with links to click; `ink`, `points`: with drawings, with the pointer
   */
  constructor(host, talk, { moves = false, links = null, ink = false, points = false } = {}) {
    this.#talk = talk;
    this.#moves = moves;
    this.#points = points;
    this.#follows = links;
    this.#frame.append(this.#layers);
    if (links) this.#frame.append(this.#links);
    if (ink) {
      this.#frame.append(this.#canvas);
      talk.addEventListener('ink', () => this.#ink());
    }
    if (points) {
      this.#frame.append(this.#spot, this.#laser);
      talk.addEventListener('pointer', () => this.#point());
    }
    host.append(this.#frame);
    this.host = host;
    new ResizeObserver(() => this.#size()).observe(host);
  }

  get element() {
    return this.#frame;
  }

  get page() {
    return this.#page;
  }

  /** Shows a page; nothing with null. */
  async show(page) {
    const { deck } = this.#talk;
    // The talk tells of more than places: of a second stroke, of the clock.
    if (page !== null && page === this.#page && deck === this.#deck) return;
    const before = this.#page;
    this.#turn += 1;
    const turn = this.#turn;
    this.#deck = deck;
    this.#page = page;
    const view = deck?.pages[page];
    this.#frame.hidden = !view;
    if (!view) return;
    const address = picture(deck, page);
    if (address !== this.#shown) {
      const image = await load(address).catch(() => null);
      // Another page was asked for meanwhile.
      if (turn !== this.#turn) return;
      if (!image) {
        this.#fail();
        return;
      }
      this.#ratio = view.ratio;
      this.#size();
      this.#exchange(image, before === null || page <= before ? null : view.transition);
      this.#shown = address;
    }
    this.#frame.dataset.page = page;
    this.#frame.classList.remove('waiting');
    this.#describe(view);
    this.#lay(view);
    this.#ink();
    this.#point();
  }

  /** Loads pages that may come next. */
  prepare(pages) {
    for (const page of pages) if (this.#talk.deck.pages[page]) load(picture(this.#talk.deck, page)).catch(() => {});
  }

  /** The place of a pointer event as fractions of the page. */
  place(event) {
    const box = this.#frame.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  get ratio() {
    return this.#ratio;
  }

  #describe(page) {
    const name = [page.label && `Slide ${page.label}`, page.title].filter(Boolean).join(': ') || 'Slide';
    this.#layers.setAttribute('role', 'img');
    this.#layers.setAttribute('aria-label', page.words ? `${name}. ${page.words.replaceAll('\n', ' ')}` : name);
  }

  /** What is seen where the picture did not come. While the server is away it is what was shown before: the audience is to notice nothing. */
  #fail() {
    // The next word of the server asks for it again.
    this.#deck = null;
    this.#frame.classList.toggle('waiting', !this.#talk.connected);
    if (!this.#talk.connected) return;
    this.#layers.replaceChildren(h('p', { class: 'broken' }, 'This page cannot be drawn.'));
    this.#shown = null;
  }

  #size() {
    const { clientWidth, clientHeight } = this.host;
    const width = Math.min(clientWidth, clientHeight * this.#ratio);
    const [wide, high] = [Math.round(width), Math.round(width / this.#ratio)];
    Object.assign(this.#frame.style, { width: `${wide}px`, height: `${high}px` });
    const [columns, rows] = [Math.round(wide * devicePixelRatio), Math.round(high * devicePixelRatio)];
    if (this.#canvas.width !== columns || this.#canvas.height !== rows) {
      Object.assign(this.#canvas, { width: columns, height: rows });
      this.#ink();
    }
    this.#point();
  }

  /** Puts a picture in the place of the one that is there. */
  #exchange(image, transition) {
    const layer = image.cloneNode();
    const last = this.#layer;
    this.#layer = layer;
    for (const animation of this.#layers.getAnimations({ subtree: true })) animation.cancel();
    const moves = this.#moves && last?.isConnected && transition && transition.kind !== 'none' && transition.seconds > 0 && !calm.matches;
    if (!moves) {
      this.#layers.replaceChildren(layer);
      return;
    }
    const [coming, going, below] = frames(transition);
    this.#layers.replaceChildren(...(below ? [layer, last] : [last, layer]));
    const time = { duration: transition.seconds * 1000, easing: 'ease-in-out', fill: 'both' };
    const animations = [coming && layer.animate(coming, time), going && last.animate(going, time)].filter(Boolean);
    const end = () => {
      last.remove();
      animations.forEach((animation) => animation.cancel());
    };
    Promise.all(animations.map((animation) => animation.finished)).then(end, end);
  }

  #lay(page) {
    if (!this.#follows) return;
    const percent = (part) => `${part * 100}%`;
    const links = page.links.map((link) => {
      const name = link.name || link.uri || `Slide ${this.#talk.deck.pages[link.page]?.label ?? ''}`;
      const element = link.uri
        ? h('a', { href: link.uri, target: '_blank', rel: 'noopener noreferrer', 'aria-label': name })
        : h('a', { href: `#${link.page}`, 'aria-label': name, onclick: (event) => (event.preventDefault(), this.#follows(link.page)) });
      Object.assign(element.style, { left: percent(link.x), top: percent(link.y), width: percent(link.width), height: percent(link.height) });
      return element;
    });
    this.#links.replaceChildren(...links);
  }

  #ink() {
    if (this.#page === null || !this.#canvas.isConnected || !this.#canvas.width) return;
    paint(this.#canvas, this.#talk.ink.get(this.#talk.drawnOn(this.#page)) ?? []);
  }

  #point() {
    if (!this.#points) return;
    const at = this.#talk.pointer;
    this.#laser.hidden = at?.kind !== 'laser';
    this.#spot.hidden = at?.kind !== 'spotlight';
    if (!at) return;
    const [x, y] = [`${at.x * 100}%`, `${at.y * 100}%`];
    Object.assign(this.#laser.style, { left: x, top: y });
    this.#spot.style.setProperty('--x', x);
    this.#spot.style.setProperty('--y', y);
  }
}

/** Key frames for the page that comes and the page that goes, and whether the one that comes lies below. */
function frames({ kind, direction = 'right' }) {
  const [x, y] = { right: [1, 0], left: [-1, 0], down: [0, 1], up: [0, -1] }[direction ?? 'right'];
  const at = (side) => ({ transform: `translate(${side * x * 100}%, ${side * y * 100}%)` });
  const here = { transform: 'none' };
  const clip = (top, right, bottom, left) => ({ clipPath: `inset(${top}% ${right}% ${bottom}% ${left}%)` });
  switch (kind) {
    case 'push':
      return [[at(-1), here], [here, at(1)]];
    case 'cover':
      return [[at(-1), here], null];
    case 'fly':
      return [[{ ...at(-1), opacity: 0 }, { ...here, opacity: 1 }], null];
    case 'uncover':
      return [null, [here, at(1)], true];
    case 'wipe':
    case 'glitter':
      return [[clip(y < 0 ? 100 : 0, x > 0 ? 100 : 0, y > 0 ? 100 : 0, x < 0 ? 100 : 0), clip(0, 0, 0, 0)], null];
    case 'split':
      return [[clip(50, 0, 50, 0), clip(0, 0, 0, 0)], null];
    case 'box':
      return [[clip(50, 50, 50, 50), clip(0, 0, 0, 0)], null];
    case 'blinds':
      return [[{ clipPath: blinds(0, y !== 0) }, { clipPath: blinds(1, y !== 0) }], null];
    default:
      return [[{ opacity: 0 }, { opacity: 1 }], null];
  }
}

/** Eight strips that are open by this share, as one shape. */
function blinds(share, across) {
  const points = [];
  for (let strip = 0; strip < 8; strip += 1) {
    const [from, to] = [strip * 12.5, (strip + share) * 12.5];
    points.push([from, 0], [to, 0], [to, 100], [from, 100], [from, 0]);
  }
  return `polygon(${points.map(([a, b]) => (across ? `${b}% ${a}%` : `${a}% ${b}%`)).join(', ')})`;
}
