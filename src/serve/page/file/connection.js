// @ts-check
// The connection of a window to its talk in a file. One window keeps the talk: the one in which it
// was started. The windows that it opens send their commands to it, and it sends them every change.
// When it is closed, a window that is left keeps the talk.

import { deck } from './parts.js';
import { TalkKeeper } from './talk-state.js';
import { isOwnMessage, readAddress, TARGET_ORIGIN, viewAddress } from './windows.js';

/**
 * @import { EventHandlers } from '../events'
 * @import { Command, TalkState } from '../wire'
 * @import { SavedTalk } from './talk-state'
 */

/** How often the windows look for each other. */
const INTERVAL_MS = 500;

/** After this many questions without an answer, the window with the talk is away. */
const MAX_UNANSWERED = 6;

/** How long an answer to a command may take. */
const TIMEOUT_MS = 3000;

/** @typedef {'audience' | 'presenter'} Role */

/** @type {Role} */
let role = 'audience';
/** @type {EventHandlers} */
let handlers = { connection: () => {} };
/** The talk, if this window keeps it.
 * @type {TalkKeeper | null} */
let keeper = null;
/** The windows that follow this one.
 * @type {Map<Window, Role>} */
const followers = new Map();
/** The last state of the talk that another window keeps.
 * @type {SavedTalk | null} */
let latest = null;
let unanswered = 0;
let isConnected = false;
/** Commands that wait for their answers.
 * @type {Map<number, (state: TalkState) => void>} */
const waiting = new Map();
let commands = 0;
/** @type {number | undefined} */
let advance;

/**
 * Starts to take part in the talk.
 * @param {string} own
 * @param {EventHandlers} handle
 */
export function listenToTalk(own, handle) {
  role = own === 'presenter' ? 'presenter' : 'audience';
  handlers = handle;
  addEventListener('message', receive);
  addEventListener('pagehide', () => tell(window.opener, { bye: true }));
  if (hasOpener()) ask();
  else keepTalk();
  setInterval(check, INTERVAL_MS);
}

/**
 * Executes a command, or lets the window with the talk do so.
 * @param {string} from
 * @param {Command} command
 * @returns {Promise<{ state: TalkState | null, isUnpaired: boolean }>}
 */
export async function postCommand(from, command) {
  if (keeper) return { state: execute(from, command), isUnpaired: false };
  commands += 1;
  const number = commands;
  tell(window.opener, { command, from, number });
  const state = await new Promise((resolve, reject) => {
    waiting.set(number, resolve);
    setTimeout(reject, TIMEOUT_MS, new Error('no answer'));
  });
  return { state, isUnpaired: false };
}

export const loadDeck = async () => ({ deck, isUnpaired: false });

const hasOpener = () => window.opener !== null && !window.opener.closed;

/**
 * Sends a message to a window of this talk.
 * @param {Window | null} other
 * @param {object} message
 */
function tell(other, message) {
  if (other && !other.closed) other.postMessage({ talk: deck.version, ...message }, TARGET_ORIGIN);
}

function ask() {
  tell(window.opener, { role });
}

function check() {
  if (keeper) {
    for (const other of followers.keys()) if (other.closed) followers.delete(other);
    countWindows();
    return;
  }
  unanswered += 1;
  if (!hasOpener() || unanswered > MAX_UNANSWERED) keepTalk();
  else ask();
}

/** Makes this the window with the talk. It goes on where the talk was. */
function keepTalk() {
  keeper = new TalkKeeper(deck);
  const saved = latest ?? readSaved();
  const { page } = readAddress();
  if (saved) keeper.restore(saved);
  if (!latest && page !== null && page !== saved?.page) keeper.startAt(page);
  if (!saved && page === null) keeper.startAt(0);
  keeper.windows[role] = 1;
  setConnected();
  handlers.ink({ pages: keeper.ink.pages });
  sendState();
}

function setConnected() {
  unanswered = 0;
  if (!isConnected) handlers.connection(true);
  isConnected = true;
}

/** @param {MessageEvent} event */
function receive(event) {
  const { data, source } = event;
  if (!isOwnMessage(event) || data?.talk !== deck.version || !source) return;
  const other = /** @type {Window} */ (source);
  if (keeper) answer(other, data);
  else if (other === window.opener) follow(data);
}

/**
 * Answers a window that follows this one.
 * @param {Window} other
 * @param {any} message
 */
function answer(other, message) {
  if (!keeper) return;
  if (message.bye) followers.delete(other);
  if (message.role) {
    const isNew = !followers.has(other);
    followers.set(other, message.role === 'presenter' ? 'presenter' : 'audience');
    tell(other, { isHere: true });
    if (isNew) tell(other, { kind: 'ink', value: { pages: keeper.ink.pages } });
    if (isNew && !countWindows()) sendState();
  }
  if (message.command) {
    const state = execute(message.from, message.command);
    // A window that does not follow yet must know the talk, too, in case this one is closed.
    tell(other, { number: message.number, state, saved: keeper.save() });
  }
}

/**
 * Follows the window with the talk.
 * @param {any} message
 */
function follow(message) {
  setConnected();
  if (message.saved) latest = message.saved;
  if (message.kind) handlers[message.kind]?.(message.value);
  if (message.number) {
    waiting.get(message.number)?.(message.state);
    waiting.delete(message.number);
  }
}

/** Counts the windows; returns whether their number has changed. */
function countWindows() {
  if (!keeper) return false;
  const others = [...followers.values()];
  const count = (/** @type {Role} */ kind) =>
    others.filter((other) => other === kind).length + (kind === role ? 1 : 0);
  const isChanged = /** @type {Role[]} */ (['audience', 'presenter']).filter((kind) =>
    keeper?.setWindows(kind, count(kind)),
  );
  if (isChanged.length > 0) sendState();
  return isChanged.length > 0;
}

/**
 * @param {string} from
 * @param {Command} command
 */
function execute(from, command) {
  const talk = /** @type {TalkKeeper} */ (keeper);
  if (command.command === 'start_over') {
    keeper = new TalkKeeper(deck);
    keeper.windows = talk.windows;
    send('ink', { pages: {} });
    sendState();
    return keeper.state;
  }
  const change = talk.apply(command);
  if (change === 'state') sendState();
  if (change === 'pointer') send('pointer', { from, pointer: talk.pointer });
  if (change === 'ink' && 'page' in command) {
    const page = talk.inkPage(command.page);
    if (command.command === 'draw') send('ink', { from, page, stroke: command.stroke });
    else send('ink', { page, strokes: talk.ink.on(page) });
    saveTalk();
  }
  return talk.state;
}

/** Sends the state to all windows, and saves it. */
function sendState() {
  if (!keeper) return;
  const { state } = keeper;
  send('state', state);
  saveTalk();
  history.replaceState(history.state, '', viewAddress(role, state.page));
  clearTimeout(advance);
  if (state.advance_ms !== null) {
    advance = setTimeout(() => execute('', { command: 'next' }), state.advance_ms);
  }
}

/**
 * @param {string} kind
 * @param {unknown} value
 */
function send(kind, value) {
  // Strokes are added to, so windows must not share them.
  const copy = structuredClone(value);
  const saved = kind === 'pointer' ? undefined : keeper?.save();
  for (const other of followers.keys()) tell(other, { kind, value, saved });
  handlers[kind]?.(copy);
}

// A reload keeps the place, the time and the drawings.

const SAVED = `plenary talk ${deck.version}`;

function saveTalk() {
  try {
    sessionStorage.setItem(SAVED, JSON.stringify(keeper?.save()));
  } catch {
    // Without storage, the address keeps the place.
  }
}

/** @returns {SavedTalk | null} */
function readSaved() {
  try {
    return JSON.parse(sessionStorage.getItem(SAVED) ?? 'null');
  } catch {
    return null;
  }
}

/** Forgets the talk, so that the next one starts anew. */
export function forgetTalk() {
  try {
    sessionStorage.removeItem(SAVED);
  } catch {
    // There is nothing to forget.
  }
}
