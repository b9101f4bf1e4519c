// @ts-check
// The talk as this window knows it. The server decides; a change of page shows at once and is
// corrected when the server answers, so that the windows keep working while it is away.
//
// Events: `deck` (another version), `state` (position, screen, time), `ink`, `pointer`, `pairing`,
// `connection`, `unpaired` (this phone has to enter the code).

import { slideOf } from '../deck.js';
import { retryMissingImages } from '../images.js';
import { listenToTalk, loadDeck, postCommand } from './connection.js';

/**
 * @import { Command, InkEvent, PairingState, Pointer, Stroke, TalkDeck, TalkState } from '../wire'
 */

/** A state, and when it arrived.
 * @typedef {TalkState & { receivedAt: number }} ReceivedState */

export class Talk extends EventTarget {
  /** @type {TalkDeck | null} */
  deck = null;
  /** @type {ReceivedState | null} */
  state = null;
  /** The strokes on each page.
   * @type {Map<number, Stroke[]>} */
  ink = new Map();
  /** @type {Pointer | null} */
  pointer = null;
  /** @type {PairingState | null} */
  pairing = null;
  isConnected = true;
  /** Whether the server is another run, whose key this browser does not have. */
  isRefused = false;
  /** The other windows of this browser, with which this one stays together while the server is
   * away. */
  #others = new BroadcastChannel('plenary talk');
  /** Identifies this window, so that it can ignore its own changes. */
  #window = [...crypto.getRandomValues(new Uint32Array(2))].map((n) => n.toString(36)).join('');

  /** @type {Command[]} */
  #queue = [];
  #isSending = false;
  /** The latest state from the server.
   * @type {ReceivedState | null} */
  #serverState = null;
  /** @type {{ pointer: Pointer | null } | null} */
  #unsentPointer = null;
  /** Whether images may have failed to load while the server was away. */
  #hasMissingImages = false;
  /** The version of the deck that is being loaded. */
  #loading = '';

  /** @param {'presenter' | 'audience' | 'phone'} role */
  constructor(role) {
    super();
    this.role = role;
  }

  /** Starts to listen to the server. */
  start() {
    listenToTalk(this.role, {
      connection: (isConnected) => {
        // After a restart, the server counts revisions from the start.
        if (isConnected) this.#serverState = null;
        if (isConnected) this.isRefused = false;
        this.#hasMissingImages ||= isConnected;
        this.#setConnected(isConnected);
      },
      refused: () => {
        this.isRefused = true;
        this.#notify('connection');
      },
      state: (/** @type {TalkState} */ state) => {
        if (!this.isConnected) this.#setConnected(true);
        this.#receiveState(state);
        this.#showServerState();
      },
      ink: (/** @type {InkEvent} */ event) => this.#applyInk(event),
      pointer: ({ from, pointer }) => {
        if (from === this.#window) return;
        this.pointer = pointer;
        this.#notify('pointer');
      },
      pairing: (/** @type {PairingState} */ pairing) => {
        this.pairing = pairing;
        this.#notify('pairing');
      },
    });
    this.#others.onmessage = ({ data }) => {
      const { deck, state } = this;
      if (this.isConnected || !state || deck?.version !== data.version) return;
      this.state = { ...state, ...data.shown };
      this.#notify('state');
    };
    keepScreenOn();
  }

  /**
   * Calls `show` when the deck or the state changes, once both are known.
   * @param {(deck: TalkDeck, state: TalkState) => void} show
   */
  onChange(show) {
    const listener = () => this.deck && this.state && show(this.deck, this.state);
    this.addEventListener('deck', listener);
    this.addEventListener('state', listener);
  }

  /** Returns the time since the talk began. */
  elapsedMs() {
    if (!this.state) return 0;
    const { elapsed_ms, running, receivedAt } = this.state;
    return elapsed_ms + (running ? performance.now() - receivedAt : 0);
  }

  /** Returns the time until the next page is shown automatically, if it is. */
  advanceMs() {
    if (this.state?.advance_ms == null) return null;
    return Math.max(0, this.state.advance_ms - (performance.now() - this.state.receivedAt));
  }

  /** Returns the strokes that are drawn on the slide of a page. */
  strokesOn(/** @type {number} */ page) {
    return this.deck ? (this.ink.get(slideOf(this.deck, page).pages[0]) ?? []) : [];
  }

  /**
   * Sends a command.
   * @param {Command} command
   */
  send(command) {
    if (!this.state || !this.deck) return;
    const shown = predictState(this.deck, this.state, command);
    const isMove = shown?.page !== undefined;
    if (shown && (isMove || !this.isConnected)) {
      this.state = { ...this.state, ...shown };
      if (isMove) this.pointer = null;
      if (isMove) this.#notify('pointer');
      this.#notify('state');
    }
    if (shown && !this.isConnected) {
      this.#others.postMessage({ version: this.deck.version, shown });
    }
    // The hand must see its stroke at once.
    if (command.command === 'draw') {
      const inkPage = slideOf(this.deck, command.page).pages[0];
      this.#addStroke(inkPage, command.stroke);
    }
    this.#queue.push(command);
    this.#sendQueue();
  }

  /** @param {number} page */
  goTo(page) {
    this.send({ command: 'go', page });
  }

  /**
   * Makes the screen black or white, or shows the slide again.
   * @param {'black' | 'white'} screen
   */
  toggleScreen(screen) {
    this.send({ command: 'screen', screen: this.state?.screen === screen ? 'slide' : screen });
  }

  /** Freezes the audience window, or releases it. */
  toggleFreeze() {
    this.send({ command: 'freeze', frozen: !this.state?.frozen });
  }

  /** Starts or pauses the timer. */
  toggleTimer() {
    this.send({ command: 'timer', action: this.state?.running ? 'pause' : 'start' });
  }

  /**
   * Moves the pointer, or removes it. Only the latest position is sent.
   * @param {Pointer | null} pointer
   */
  point(pointer) {
    this.pointer = pointer;
    this.#notify('pointer');
    const isIdle = this.#unsentPointer === null;
    this.#unsentPointer = { pointer };
    if (isIdle) this.#sendPointer();
  }

  /** @param {Command} command */
  #post(command) {
    return postCommand(this.#window, command);
  }

  async #sendQueue() {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#queue.length) {
      const command = /** @type {Command} */ (this.#queue.shift());
      try {
        const { state, isUnpaired } = await this.#post(command);
        if (isUnpaired) this.#notify('unpaired');
        if (state) this.#receiveState(state);
      } catch {
        // The server is away. When it is back, it says where the talk is.
        const { deck, state } = this;
        if (deck && state) {
          const { page, audience_page, screen, frozen } = state;
          const shown = { page, audience_page, screen, frozen };
          this.#others.postMessage({ version: deck.version, shown });
        }
        this.#queue = [];
        this.#serverState = null;
        this.#setConnected(false);
      }
    }
    this.#isSending = false;
    this.#showServerState();
  }

  async #sendPointer() {
    while (this.#unsentPointer) {
      const sent = this.#unsentPointer;
      await this.#post({ command: 'point', pointer: sent.pointer }).catch(() => {});
      if (this.#unsentPointer === sent) this.#unsentPointer = null;
      else await new Promise((resolve) => setTimeout(resolve, 16));
    }
  }

  /** @param {TalkState} state */
  #receiveState(state) {
    if (!this.#serverState || state.revision >= this.#serverState.revision) {
      this.#serverState = { ...state, receivedAt: performance.now() };
    }
  }

  /** Shows the state of the server, unless it does not know all commands yet. */
  #showServerState() {
    const state = this.#serverState;
    if (!state || this.#isSending) return;
    if (this.deck?.version !== state.deck_version) {
      this.#loadDeck(state.deck_version);
      return;
    }
    this.state = state;
    this.#notify('state');
    if (this.#hasMissingImages) retryMissingImages();
    this.#hasMissingImages = false;
  }

  /** @param {string} version */
  async #loadDeck(version) {
    if (this.#loading === version) return;
    this.#loading = version;
    try {
      const { deck, isUnpaired } = await loadDeck();
      if (isUnpaired) this.#notify('unpaired');
      // Page numbers of another version mean other pages, so both must belong together.
      if (deck && deck.version === this.#serverState?.deck_version) {
        this.deck = deck;
        this.state = this.#serverState;
        this.#notify('deck');
      }
    } catch {
      this.#setConnected(false);
    }
    this.#loading = '';
    const isLoaded = this.deck?.version === this.#serverState?.deck_version;
    setTimeout(() => this.#showServerState(), isLoaded ? 0 : 300);
  }

  /** @param {InkEvent} event */
  #applyInk(event) {
    if ('pages' in event) {
      const pages = Object.entries(event.pages);
      this.ink = new Map(pages.map(([page, strokes]) => [Number(page), strokes]));
    } else if ('strokes' in event) {
      this.ink.set(event.page, event.strokes);
    } else if (event.from !== this.#window) {
      this.#addStroke(event.page, event.stroke);
      return;
    }
    this.#notify('ink');
  }

  /**
   * Adds a stroke, or points to a stroke that is there.
   * @param {number} page
   * @param {Stroke} stroke
   */
  #addStroke(page, stroke) {
    const strokes = this.ink.get(page) ?? [];
    const known = strokes.find(({ id }) => id === stroke.id);
    if (known) known.points.push(...stroke.points);
    else strokes.push({ ...stroke, points: [...stroke.points] });
    this.ink.set(page, strokes);
    this.#notify('ink');
  }

  /** @param {boolean} isConnected */
  #setConnected(isConnected) {
    this.isConnected = isConnected;
    // Also if nothing changed: what failed to load may be requested again.
    this.#notify('connection');
  }

  /** @param {string} kind */
  #notify(kind) {
    this.dispatchEvent(new Event(kind));
  }
}

/**
 * Returns what a command changes in the state, as far as that is known without the server.
 * @param {TalkDeck} deck
 * @param {TalkState} state
 * @param {Command} command
 * @returns {Partial<TalkState> | undefined}
 */
function predictState(deck, state, command) {
  if (command.command === 'screen') return { screen: command.screen };
  if (command.command === 'freeze') {
    return {
      frozen: command.frozen,
      audience_page: command.frozen ? state.audience_page : state.page,
    };
  }
  const page = targetPage(deck, state.page, command);
  if (page === undefined) return undefined;
  return { page, audience_page: state.frozen ? state.audience_page : page, screen: 'slide' };
}

/**
 * Returns the page to which a command goes. The server sends where its commands lead.
 * @param {TalkDeck} deck
 * @param {number} page
 * @param {Command} command
 */
function targetPage({ pages, last_page }, page, command) {
  switch (command.command) {
    case 'next':
    case 'back':
    case 'next_slide':
    case 'previous_slide':
      return pages[page][command.command];
    case 'first':
      return 0;
    case 'last':
      return last_page;
    case 'go':
      return Math.min(command.page, pages.length - 1);
  }
}

/** Keeps the screen on while the page is open, if the browser allows it. */
function keepScreenOn() {
  const request = () => {
    if (document.visibilityState === 'visible')
      navigator.wakeLock?.request('screen').catch(() => {});
  };
  document.addEventListener('visibilitychange', request);
  request();
}
