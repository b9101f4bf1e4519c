// The talk as this window knows it. The server has the truth; what is asked for here is shown at once, and put right when the server answers.
//
// Events: `deck` (another deck), `state` (place, screen, time), `ink`, `pointer`, `remote`, `connection`.

import { listen } from './events.js';
import { post } from './post.js';
import { slidesOf } from './words.js';

export class Talk extends EventTarget {
  deck = null;
  state = null;
  /** Strokes of each page: Map of page to list. */
  ink = new Map();
  /** Where the speaker points: `{ kind, x, y }` or null. */
  pointer = null;
  remote = null;
  connected = true;
  /** A name that other windows do not have. */
  name = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('');

  #queue = [];
  #busy = false;
  #truth = null;
  #received = 0;
  #pointing = null;
  #loading = null;

  /** @param {string} role `presenter`, `audience` or `phone` */
  constructor(role) {
    super();
    this.role = role;
  }

  /** Begins to listen. */
  start() {
    listen(`/events?window=${this.role}`, {
      connection: (is) => {
        // A program that was started anew counts from the beginning.
        if (is) this.#truth = null;
        this.#connect(is);
      },
      state: (state) => {
        if (!this.connected) this.#connect(true);
        this.#take(state);
      },
      ink: (what) => this.#takeInk(what),
      pointer: ({ from, at }) => {
        if (from === this.name) return;
        this.pointer = at;
        this.#tell('pointer');
      },
      remote: (remote) => {
        this.remote = remote;
        this.#tell('remote');
      },
    });
  }

  /** Seconds of the talk that are gone. */
  elapsed() {
    if (!this.state) return 0;
    return (this.state.elapsed + (this.state.running ? performance.now() - this.#received : 0)) / 1000;
  }

  /** Seconds until the next page comes by itself; null where none does. */
  untilAdvance() {
    if (this.state?.advance == null || !this.deck) return null;
    return Math.max(0, (this.state.advance - (performance.now() - this.#received)) / 1000);
  }

  /** How many seconds one is late on the present page, below 0 for early; null where nothing says how long the talk may take. */
  late() {
    const due = this.deck?.due[this.state?.page];
    if (!due) return null;
    const gone = this.elapsed();
    return gone > due[1] ? gone - due[1] : Math.min(0, gone - due[0]);
  }

  /** Asks for something: see `Command` in the program. */
  do(what, more = {}) {
    const command = { do: what, ...more };
    if (!this.state || !this.deck) return;
    const next = this.#predict(command);
    if (next) {
      this.state = { ...this.state, ...next };
      if (next.page !== undefined && this.pointer) {
        this.pointer = null;
        this.#tell('pointer');
      }
      this.#tell('state');
    }
    this.#queue.push(command);
    this.#send();
  }

  /** Makes the screen black or white, or shows the slide again. */
  turnScreen(to) {
    this.do('screen', { to: this.state?.screen === to ? 'slide' : to });
  }

  /** Freezes the audience's slide, or lets it go on. */
  turnFreeze() {
    this.do('freeze', { on: !this.state?.frozen });
  }

  /** Starts the clock, or pauses it. */
  turnClock() {
    this.do('timer', { act: this.state?.running ? 'pause' : 'start' });
  }

  /** Points somewhere, or nowhere with null. Only the latest place counts. */
  point(at) {
    this.pointer = at;
    this.#tell('pointer');
    const first = this.#pointing === null;
    this.#pointing = { at };
    if (first) this.#sendPointer();
  }

  next(page) {
    return this.deck.pages[page + 1]?.part === this.deck.pages[page].part ? page + 1 : page;
  }

  /** What a command will make of the state, as the server would do it. */
  #predict(command) {
    const { page, frozen, screen } = this.state;
    const { pages } = this.deck;
    const to = (index) => {
      const target = Math.max(0, Math.min(index, pages.length - 1));
      const dark = screen === 'slide' ? {} : { screen: 'slide' };
      return { ...dark, page: target, ...(frozen ? {} : { shown: target }) };
    };
    const first = (index) => index - pages[index].step;
    switch (command.do) {
      case 'next':
        return to(this.next(page));
      case 'back':
        return to(page - 1);
      case 'next-slide': {
        let at = page;
        while (this.next(at) !== at) {
          at = this.next(at);
          if (pages[at].step === 0) break;
        }
        return to(at);
      }
      case 'previous-slide':
        return to(first(pages[page].step ? page : Math.max(0, page - 1)));
      case 'first':
        return to(0);
      case 'last': {
        const slides = slidesOf(this.deck, 'talk');
        return to(slides.length ? slides.at(-1) + pages[slides.at(-1)].steps - 1 : pages.length - 1);
      }
      case 'go':
        return to(command.page);
      case 'screen':
        return { screen: command.to };
      case 'freeze':
        return { frozen: command.on, ...(command.on ? {} : { shown: page }) };
      case 'timer': {
        const elapsed = command.act === 'reset' ? 0 : this.elapsed() * 1000;
        this.#received = performance.now();
        return { elapsed, ...(command.act === 'reset' ? {} : { running: command.act === 'start' }) };
      }
      case 'draw':
        this.#takeInk({ page: this.drawnOn(command.page), stroke: command.stroke });
        return null;
      case 'erase': {
        const on = this.drawnOn(command.page);
        this.#takeInk({ page: on, strokes: (this.ink.get(on) ?? []).filter((stroke) => stroke.id !== command.id) });
        return null;
      }
      case 'clear':
        this.#takeInk({ page: this.drawnOn(command.page), strokes: [] });
        return null;
      default:
        return null;
    }
  }

  /** The page that keeps the drawing of a page. */
  drawnOn(page) {
    return page - (this.deck?.pages[page]?.step ?? 0);
  }

  #post(command) {
    return post(`/do?from=${this.name}`, command);
  }

  async #send() {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#queue.length) {
      const command = this.#queue.shift();
      try {
        const answer = await this.#post(command);
        if (answer.status === 401) this.#tell('shut');
        if (answer.ok) this.#keep(await answer.json());
      } catch {
        // The server is gone. What was asked for is seen here; when it comes back, it says where the talk is.
        this.#queue = [];
        this.#truth = null;
        this.#connect(false);
      }
    }
    this.#busy = false;
    this.#settle();
  }

  async #sendPointer() {
    while (this.#pointing) {
      const { at } = this.#pointing;
      try {
        await this.#post({ do: 'point', at });
      } catch {
        // The next movement tries again.
      }
      if (this.#pointing.at === at) this.#pointing = null;
      else await new Promise((resolve) => setTimeout(resolve, 16));
    }
  }

  #keep(state) {
    if (!this.#truth || state.revision >= this.#truth.revision) {
      this.#truth = state;
      this.#truth.received = performance.now();
    }
  }

  #take(state) {
    this.#keep(state);
    this.#settle();
  }

  /** Shows the truth, unless something is asked for that it does not know of yet. */
  async #settle() {
    const truth = this.#truth;
    if (!truth || this.#busy) return;
    if (this.deck?.version !== truth.deck) {
      this.#load(truth.deck);
      return;
    }
    this.state = truth;
    this.#received = truth.received;
    this.#tell('state');
  }

  async #load(version) {
    if (this.#loading === version) return;
    this.#loading = version;
    try {
      const answer = await fetch('/deck');
      if (answer.status === 401) this.#tell('shut');
      const deck = answer.ok ? await answer.json() : null;
      // The places of another deck are other places: only what was told of this one belongs to it.
      if (deck && deck.version === this.#truth?.deck) {
        this.deck = deck;
        this.state = this.#truth;
        this.#received = this.#truth.received;
        this.#tell('deck');
      }
    } catch {
      this.#connect(false);
    }
    this.#loading = null;
    if (this.deck?.version !== this.#truth?.deck) setTimeout(() => this.#settle(), 300);
    else this.#settle();
  }

  #takeInk(what) {
    // Our own strokes are here already.
    if (what.from === this.name) return;
    if (what.all) this.ink = new Map(Object.entries(what.all).map(([page, strokes]) => [Number(page), strokes]));
    else if (what.strokes) this.ink.set(what.page, what.strokes);
    else {
      const strokes = this.ink.get(what.page) ?? [];
      const known = strokes.find((stroke) => stroke.id === what.stroke.id);
      if (known) known.points.push(...what.stroke.points);
      else strokes.push({ ...what.stroke, points: [...what.stroke.points] });
      this.ink.set(what.page, strokes);
    }
    this.#tell('ink');
  }

  /** Told again and again while it stays so: what is missing may be asked for every time. */
  #connect(connected) {
    this.connected = connected;
    this.#tell('connection');
  }

  #tell(kind) {
    this.dispatchEvent(new Event(kind));
  }
}

/** Keeps the screen from going dark while a page is open, where the browser lets us. */
export function stayAwake() {
  const ask = () => document.visibilityState === 'visible' && navigator.wakeLock?.request('screen').catch(() => {});
  document.addEventListener('visibilitychange', ask);
  ask();
}
