// @ts-check
// A page of the talk: its image, links, ink and the pointer, and the transition from one page to
// the next.

import { slideLabel, slideOf } from '../deck.js';
import { h } from '../dom.js';
import { MediaLayer } from '../media.js';
import { placeOnPage, SlideView } from '../slide-view.js';
import { drawStrokes } from './ink.js';
import { transitionFrames } from './transitions.js';

/**
 * @import { Attribute } from '../dom'
 * @import { Area, TalkDeck, TalkPage, Transition } from '../wire'
 * @import { Talk } from './talk'
 */

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** Which layers a slide has: transitions, links to click, ink together with the pointer, and media
 * with sound or muted.
 * @typedef {{ transitions?: boolean, links?: boolean, ink?: boolean,
 *   media?: 'loud' | 'muted', onSilenced?: (isSilent: boolean) => unknown }} Features */

export class TalkSlide extends SlideView {
  #talk;
  #features;
  /** @type {TalkDeck | null} */
  #deck = null;
  /** @type {number | null} */
  #page = null;
  #links = h('div', { class: 'links' });
  /** @type {MediaLayer | null} */
  #media = null;
  #canvas = h('canvas', { class: 'ink', 'aria-hidden': 'true' });
  #laser = h('div', { class: 'laser', hidden: true });
  #spotlight = h('div', { class: 'spotlight', hidden: true });

  /**
   * @param {HTMLElement} host the area that the page fills, as far as its shape allows
   * @param {Talk} talk
   * @param {Features} [features]
   */
  constructor(host, talk, features = {}) {
    super(host);
    this.#talk = talk;
    this.#features = features;
    if (features.media) this.#addMedia(features.media === 'muted');
    if (features.links) this.element.append(this.#links);
    if (features.ink) {
      this.element.append(this.#canvas, this.#spotlight, this.#laser);
      talk.addEventListener('ink', () => this.#drawInk());
      talk.addEventListener('pointer', () => this.#placePointer());
    }
    new ResizeObserver(() => this.#resize()).observe(host);
  }

  /** @param {boolean} muted */
  #addMedia(muted) {
    const talk = this.#talk;
    const set = (
      /** @type {string} */ key,
      /** @type {boolean} */ playing,
      /** @type {number} */ s,
    ) => talk.send({ command: 'media', key, playing, position_ms: Math.round(s * 1000) });
    this.#media = new MediaLayer({
      muted,
      onChange: set,
      onLate: muted ? undefined : (key, position) => set(key, true, position),
      onSilenced: this.#features.onSilenced,
    });
    this.element.append(this.#media.element);
    talk.addEventListener('state', () => this.#followMedia());
  }

  #followMedia() {
    const { state } = this.#talk;
    if (!state) return;
    const { receivedAt } = state;
    this.#media?.follow(state.media.map((media) => ({ ...media, receivedAt })));
  }

  /** Plays or pauses what is on the page. */
  toggleMedia() {
    return this.#media?.toggle() ?? false;
  }

  /** Plays what is on the page from its start. */
  restartMedia() {
    return this.#media?.restart() ?? false;
  }

  /** Turns the sound on, after a click or key has allowed it. */
  unmute() {
    this.#media?.unmute();
  }

  /** The page that is shown, or that will be when its image is loaded. */
  get page() {
    return this.#page ?? 0;
  }

  /**
   * Shows a page, or nothing.
   * @param {number | null} page
   */
  async showPage(page) {
    const { deck } = this.#talk;
    // The talk also changes when the timer is started, or another window is opened.
    if (page !== null && page === this.#page && deck === this.#deck) return;
    const before = this.#page;
    this.#deck = deck;
    this.#page = page;
    this.element.hidden = page === null;
    if (page === null || !deck) return;
    const view = deck.pages[page];
    this.#media?.keep(view.media);
    const transition = before === null || page <= before ? null : view.transition;
    const result = await this.showImage(view, (image, old) => {
      this.#resize();
      this.#replaceImage(image, old, transition);
    });
    if (result === 'superseded') return;
    if (result === 'failed') {
      this.#showFailure();
      return;
    }
    this.element.dataset.page = String(page);
    this.element.classList.remove('waiting');
    this.describe(slideOf(deck, page), view.text);
    this.#placeLinks(view);
    this.#media?.show(view.media);
    this.#followMedia();
    this.#drawInk();
    this.#placePointer();
  }

  /**
   * Reacts to an image that failed to load. While the server is away, the old image stays, so that
   * the audience notices nothing.
   */
  #showFailure() {
    // The next message of the server requests the image once more.
    this.#deck = null;
    this.element.classList.toggle('waiting', !this.#talk.isConnected);
    if (!this.#talk.isConnected) return;
    this.images.replaceChildren(h('p', { class: 'broken' }, 'This page cannot be rendered.'));
    this.forgetImage();
  }

  #resize() {
    const { clientWidth, clientHeight } = this.host;
    const width = Math.round(Math.min(clientWidth, clientHeight * this.aspectRatio));
    const height = Math.round(Math.min(clientWidth / this.aspectRatio, clientHeight));
    Object.assign(this.element.style, { width: `${width}px`, height: `${height}px` });
    const columns = Math.round(width * devicePixelRatio);
    const rows = Math.round(height * devicePixelRatio);
    if (this.#canvas.width !== columns || this.#canvas.height !== rows) {
      Object.assign(this.#canvas, { width: columns, height: rows });
      this.#drawInk();
    }
    this.#placePointer();
  }

  /**
   * Puts an image in place of the old one.
   * @param {HTMLImageElement} image
   * @param {HTMLImageElement | null} old
   * @param {Transition | null} transition
   */
  #replaceImage(image, old, transition) {
    for (const animation of this.images.getAnimations({ subtree: true })) animation.cancel();
    const isAnimated =
      this.#features.transitions &&
      transition &&
      transition.kind !== 'none' &&
      transition.duration_ms > 0 &&
      !reducedMotion.matches;
    if (!isAnimated || !old?.isConnected) {
      this.images.replaceChildren(image);
      return;
    }
    const { incoming, outgoing, isBelow } = transitionFrames(transition);
    this.images.replaceChildren(...(isBelow ? [image, old] : [old, image]));
    /** @type {KeyframeAnimationOptions} */
    const timing = { duration: transition.duration_ms, easing: 'ease-in-out', fill: 'both' };
    const animations = [
      ...(incoming ? [image.animate(incoming, timing)] : []),
      ...(outgoing ? [old.animate(outgoing, timing)] : []),
    ];
    const end = () => {
      old.remove();
      for (const animation of animations) animation.cancel();
    };
    Promise.all(animations.map(({ finished }) => finished)).then(end, end);
  }

  /** @param {TalkPage} page */
  #placeLinks({ links }) {
    if (!this.#features.links) return;
    const elements = links.flatMap(({ areas, name, page, uri }) => {
      if (page === null) {
        const attributes = { href: uri, target: '_blank', rel: 'noopener noreferrer' };
        return placeLink(areas, { ...attributes, 'aria-label': name || uri });
      }
      const deck = this.#deck;
      const label = name || (deck && `Slide ${slideLabel(deck, deck.pages[page].slide)}`);
      const onclick = (/** @type {MouseEvent} */ event) => {
        event.preventDefault();
        this.#talk.goTo(page);
      };
      return placeLink(areas, { href: `#${page}`, 'aria-label': label, onclick });
    });
    this.#links.replaceChildren(...elements);
  }

  #drawInk() {
    if (this.#page === null || !this.#canvas.isConnected || !this.#canvas.width) return;
    drawStrokes(this.#canvas, this.#talk.strokesOn(this.#page));
  }

  #placePointer() {
    const { pointer } = this.#talk;
    this.#laser.hidden = pointer?.kind !== 'laser';
    this.#spotlight.hidden = pointer?.kind !== 'spotlight';
    if (!pointer) return;
    const [x, y] = [`${pointer.x * 100}%`, `${pointer.y * 100}%`];
    Object.assign(this.#laser.style, { left: x, top: y });
    this.#spotlight.style.setProperty('--x', x);
    this.#spotlight.style.setProperty('--y', y);
  }
}

/**
 * Places a link over the lines that it is on. For the keyboard and screen readers, it is one link.
 * @param {Area[]} areas
 * @param {Record<string, Attribute>} attributes
 */
const placeLink = (areas, attributes) =>
  areas.map((area, line) => {
    const again = line > 0 && { tabindex: -1, 'aria-hidden': 'true' };
    return placeOnPage(h('a', { ...attributes, ...again }), area);
  });
