// @ts-check
// The progress bar: the sections of the talk, each as wide as its time or its number of slides,
// filled up to the current page, with a mark where the speaker should be.

import { slideOf } from '../deck.js';
import { h, setDeckLanguage, setText } from '../dom.js';
import { formatClock } from '../text.js';
import { readSectionTime } from './timing.js';

/**
 * @import { Section, TalkDeck } from '../wire'
 * @import { Talk } from './talk'
 */

/** The name of the slides before the first section. */
const BEGINNING = 'Beginning';

export class ProgressBar {
  #bar;
  #talk;
  /** @type {TalkDeck | null} */
  #deck = null;
  /** @type {{ section: Section, button: HTMLElement, fill: HTMLElement, time: HTMLElement }[]} */
  #parts = [];
  #mark = h('span', { class: 'mark', hidden: true, title: 'Where you should be now' });

  /**
   * @param {HTMLElement} bar
   * @param {Talk} talk
   */
  constructor(bar, talk) {
    this.#bar = bar;
    this.#talk = talk;
  }

  update() {
    const { deck, state } = this.#talk;
    if (!deck || !state) return;
    if (this.#deck !== deck) this.#setDeck(deck);
    const slide = slideOf(deck, state.page);
    const isInTalk = slide.part === 'talk';
    const current = readSectionTime(this.#talk);
    for (const { section, button, fill, time } of this.#parts) {
      const done = (state.page - section.first_page + 1) / section.page_count;
      const isCurrent = isInTalk && done > 0 && done <= 1;
      const filled = isInTalk ? Math.max(0, Math.min(1, done)) : 1;
      const own = isCurrent ? current?.time : null;
      const planned = section.time ? formatClock(section.time.end_ms - section.time.start_ms) : '';
      fill.hidden = filled === 0;
      fill.style.inlineSize = `${filled * 100}%`;
      setText(
        time,
        own ? `${formatClock(own.elapsedMs)} of ${formatClock(own.durationMs)}` : planned,
      );
      button.classList.toggle('current', isCurrent);
      button.classList.toggle('over', Boolean(own?.isOver));
    }
    const elapsedMs = this.#talk.elapsedMs();
    this.#mark.hidden = !deck.duration_ms || !(state.running || elapsedMs > 0);
    if (deck.duration_ms) {
      this.#mark.style.insetInlineStart = `${Math.min(1, elapsedMs / deck.duration_ms) * 100}%`;
    }
    const section = current ? `, section ${current.title || BEGINNING}` : '';
    const label = `${slide.number} of ${slide.count} slides${section}`;
    if (this.#bar.ariaLabel !== label) this.#bar.ariaLabel = label;
  }

  /** @param {TalkDeck} deck */
  #setDeck(deck) {
    this.#deck = deck;
    this.#parts = deck.sections.map((section) => {
      const { title, first_page, slide_count, time } = section;
      const fill = h('span', { class: 'fill' });
      const clock = h('span', { class: 'time' });
      const name = title || (deck.sections.length > 1 ? BEGINNING : '');
      const label = h('span', { class: 'name' }, name);
      setDeckLanguage(label, deck);
      const onclick = () => this.#talk.goTo(first_page);
      const button = h(
        'button',
        { type: 'button', class: 'part', tabindex: -1, title: title || BEGINNING, onclick },
        fill,
        label,
        clock,
      );
      const width = time ? Math.max(time.end_ms - time.start_ms, 1) : slide_count;
      button.style.flexGrow = String(width);
      return { section, button, fill, time: clock };
    });
    this.#bar.replaceChildren(...this.#parts.map(({ button }) => button), this.#mark);
  }
}
