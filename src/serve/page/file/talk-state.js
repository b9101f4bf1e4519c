// @ts-check
// The state of a talk in the window that the others follow, as `talk/mod.rs` keeps it for the
// server.

import { slideOf } from '../deck.js';
import { TalkInk } from './talk-ink.js';

/** @import { Command, MediaState, Pointer, Stroke, TalkDeck, TalkState } from '../wire' */

/** What a command changed.
 * @typedef {'nothing' | 'state' | 'pointer' | 'ink'} TalkChange */

/** A talk as it is saved. `startedAt` is the time at which a running timer would have been zero.
 * @typedef {{ page: number, frozenPage: number | null, screen: TalkState['screen'],
 *   history: number[], elapsed: number, startedAt: number | null,
 *   ink: Record<string, Stroke[]> }} SavedTalk */

const MAX_JUMPS = 100;

export class TalkKeeper {
  #deck;
  #page = 0;
  /** The page of the audience window while it is frozen.
   * @type {number | null} */
  #frozenPage = null;
  /** @type {TalkState['screen']} */
  #screen = 'slide';
  /** The pages before jumps, the latest last.
   * @type {number[]} */
  #history = [];
  /** The time of the talk when the timer was last started or paused. */
  #elapsed = 0;
  /** When the timer was last started, if it runs.
   * @type {number | null} */
  #runningSince = null;
  /** Later than those of a window that kept the talk before, which the others would wait for. */
  #revision = Date.now();
  /** When the page was shown first.
   * @type {number | null} */
  #shownSince = null;
  /** What is or was played on the current pages.
   * @type {Map<string, MediaState & { since: number }>} */
  #media = new Map();
  #mediaChanges = 0;
  ink = new TalkInk();
  /** @type {Pointer | null} */
  pointer = null;
  /** The number of windows of each kind. */
  windows = { audience: 0, presenter: 0 };

  /** @param {TalkDeck} deck */
  constructor(deck) {
    this.#deck = deck;
  }

  /** @param {SavedTalk} saved */
  restore({ page, frozenPage, screen, history, elapsed, startedAt, ink }) {
    const last = this.#deck.pages.length - 1;
    this.#page = Math.min(page, last);
    this.#frozenPage = frozenPage === null ? null : Math.min(frozenPage, last);
    this.#screen = screen;
    this.#history = history;
    this.#elapsed = startedAt === null ? elapsed : Math.max(0, Date.now() - startedAt);
    this.#runningSince = startedAt === null ? null : performance.now();
    this.ink = new TalkInk(ink);
  }

  /** @returns {SavedTalk} */
  save() {
    const elapsed = this.#elapsedMs();
    return {
      page: this.#page,
      frozenPage: this.#frozenPage,
      screen: this.#screen,
      history: this.#history,
      elapsed,
      startedAt: this.#runningSince === null ? null : Date.now() - elapsed,
      ink: this.ink.pages,
    };
  }

  /** Starts at a page.
   * @param {number} page
   */
  startAt(page) {
    this.#page = Math.max(0, Math.min(page, this.#deck.pages.length - 1));
    this.#arrive();
  }

  /** The state as the windows know it.
   * @returns {TalkState}
   */
  get state() {
    return {
      revision: this.#revision,
      deck_version: this.#deck.version,
      page: this.#page,
      audience_page: this.#frozenPage ?? this.#page,
      frozen: this.#frozenPage !== null,
      screen: this.#screen,
      can_jump_back: this.#history.length > 0,
      elapsed_ms: this.#elapsedMs(),
      running: this.#runningSince !== null,
      advance_ms: this.advanceMs(),
      audience_windows: this.windows.audience,
      presenter_views: this.windows.presenter,
      notice: null,
      resumed: false,
      media: [...this.#media.values()].map(({ since, ...media }) => ({
        ...media,
        position_ms: this.#position({ since, ...media }),
      })),
    };
  }

  /** Returns the time until the next page is shown automatically, if it is. */
  advanceMs() {
    const { advance_ms, next } = this.#deck.pages[this.#page];
    const isPaused = this.#runningSince === null && this.#elapsed > 0;
    const isHeld = this.#screen !== 'slide' || this.#frozenPage !== null || isPaused;
    if (advance_ms === null || next === this.#page || isHeld || this.windows.audience === 0) {
      this.#shownSince = null;
      return null;
    }
    this.#shownSince ??= performance.now();
    return Math.max(0, advance_ms - (performance.now() - this.#shownSince));
  }

  /**
   * Executes a command.
   * @param {Command} command
   * @returns {TalkChange}
   */
  apply(command) {
    const shown = this.#frozenPage ?? this.#page;
    const change = this.#change(command);
    if (shown !== (this.#frozenPage ?? this.#page)) this.#shownSince = null;
    if (change !== 'nothing') this.#revision += 1;
    if (change === 'state') this.#arrive();
    return change;
  }

  /** @param {'audience' | 'presenter'} role @param {number} count */
  setWindows(role, count) {
    if (this.windows[role] === count) return false;
    this.windows[role] = count;
    this.#revision += 1;
    return true;
  }

  /**
   * @param {Command} command
   * @returns {TalkChange}
   */
  #change(command) {
    const view = this.#deck.pages[this.#page];
    switch (command.command) {
      case 'next':
      case 'back':
      case 'next_slide':
      case 'previous_slide':
        return this.#stepTo(view[command.command]);
      case 'first':
        return this.#jumpTo(0);
      case 'last':
        return this.#jumpTo(this.#deck.last_page);
      case 'go':
        return this.#jumpTo(command.page);
      case 'return': {
        const page = this.#history.pop();
        return page === undefined ? 'nothing' : this.#stepTo(page);
      }
      case 'screen':
        if (this.#screen === command.screen) return 'nothing';
        this.#screen = command.screen;
        return 'state';
      case 'freeze':
        this.#frozenPage = command.frozen ? this.#page : null;
        return 'state';
      case 'timer':
        return this.#setTimer(command.action);
      case 'media':
        return this.#setMedia(command.key, command.playing, command.position_ms);
      case 'point':
        this.pointer = command.pointer;
        return 'pointer';
      case 'draw':
        this.ink.add(this.inkPage(command.page), command.stroke);
        return 'ink';
      case 'erase':
        this.ink.erase(this.inkPage(command.page), command.id);
        return 'ink';
      case 'undo':
        this.ink.undo(this.inkPage(command.page));
        return 'ink';
      case 'clear':
        this.ink.clear(this.inkPage(command.page));
        return 'ink';
      default:
        return 'nothing';
    }
  }

  /** Returns the page that has the ink of a page: the first one of its slide.
   * @param {number} page
   */
  inkPage = (page) => slideOf(this.#deck, page).pages[0];

  /** @param {number} target @returns {TalkChange} */
  #jumpTo(target) {
    const page = Math.max(0, Math.min(target, this.#deck.pages.length - 1));
    const { next, back } = this.#deck.pages[this.#page];
    if (page !== this.#page && page !== next && page !== back) {
      this.#history.push(this.#page);
      if (this.#history.length > MAX_JUMPS) this.#history.shift();
    }
    return this.#stepTo(page);
  }

  /** Shows a page. This ends a blank screen, and the first step starts the timer.
   * @param {number} page
   * @returns {TalkChange}
   */
  #stepTo(page) {
    const wasBlank = this.#screen !== 'slide';
    this.#screen = 'slide';
    if (page === this.#page) return wasBlank ? 'state' : 'nothing';
    this.#page = page;
    this.pointer = null;
    if (this.#runningSince === null && this.#elapsed === 0) this.#setTimer('start');
    return 'state';
  }

  /** @param {'start' | 'pause' | 'reset'} action @returns {TalkChange} */
  #setTimer(action) {
    const now = performance.now();
    if (action === 'start') this.#runningSince ??= now;
    else if (action === 'pause') {
      this.#elapsed = this.#elapsedMs();
      this.#runningSince = null;
    } else {
      // A running timer keeps running, because the talk has begun.
      this.#elapsed = 0;
      this.#runningSince = this.#runningSince === null ? null : now;
    }
    return 'state';
  }

  #elapsedMs() {
    const running = this.#runningSince === null ? 0 : performance.now() - this.#runningSince;
    return this.#elapsed + running;
  }

  /** @param {MediaState & { since: number }} media */
  #position({ playing, position_ms, since }) {
    return Math.round(position_ms + (playing ? performance.now() - since : 0));
  }

  /**
   * @param {string} key
   * @param {boolean} playing
   * @param {number} position_ms
   * @returns {TalkChange}
   */
  #setMedia(key, playing, position_ms) {
    this.#mediaChanges += 1;
    const change = this.#mediaChanges;
    this.#media.set(key, { key, playing, position_ms, change, since: performance.now() });
    return 'state';
  }

  /** Starts what plays by itself on the page, and forgets what is on no page that is shown. */
  #arrive() {
    if (this.#screen !== 'slide') {
      for (const media of this.#media.values()) {
        if (media.playing) this.#setMedia(media.key, false, this.#position(media));
      }
    }
    const { media } = this.#deck.pages[this.#page];
    const frozen = this.#frozenPage === null ? [] : this.#deck.pages[this.#frozenPage].media;
    const shown = new Set([...media, ...frozen].map(({ key }) => key));
    for (const key of [...this.#media.keys()]) if (!shown.has(key)) this.#media.delete(key);
    for (const { key, kind, autoplay } of media) {
      if (autoplay && kind !== 'picture' && !this.#media.has(key)) this.#setMedia(key, true, 0);
    }
  }
}
