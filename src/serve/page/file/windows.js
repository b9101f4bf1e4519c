// @ts-check
// The windows of a talk in a file: each is the same file, with another part of its address.

/** @import { KeyBinding } from '../keys' */

/** Browsers keep files of the disk apart, even a file from itself. */
const isLocal = location.protocol === 'file:';

const [file] = location.href.split('#');

/**
 * Returns the address of a window.
 * @param {'audience' | 'presenter'} view
 * @param {number} [page]
 */
export const viewAddress = (view, page) =>
  `${file}#view=${view}${page === undefined ? '' : `&page=${page + 1}`}`;

/**
 * Returns which window the address asks for, and the page that it shows first.
 * @returns {{ view: 'audience' | 'presenter' | null, page: number | null }}
 */
export function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const [view, page] = [words.get('view'), Number(words.get('page'))];
  return {
    view: view === 'audience' || view === 'presenter' ? view : null,
    page: page >= 1 ? page - 1 : null,
  };
}

/** The address of the audience window. */
export const AUDIENCE_ADDRESS = viewAddress('audience');

/** The origin to which messages are sent. */
export const TARGET_ORIGIN = isLocal ? '*' : location.origin;

/**
 * Tells whether a message comes from a window of this talk.
 * @param {MessageEvent} message
 */
export const isOwnMessage = ({ origin }) => isLocal || origin === location.origin;

/**
 * Tells whether a window shows the slides. Throws for a window that is kept apart.
 * @param {Window} opened
 */
export const showsSlides = (opened) => opened.location.hash.startsWith('#view=audience');

/** Opens the presenter view in a window of its own, unless it has opened this one. */
export function openPresenterView() {
  if (window.opener) return;
  window.open(viewAddress('presenter'), 'plenary-presenter', 'popup,width=1200,height=800');
}

/** Returns to the slides one below the other, from the window that the talk was started in. */
function endTalk() {
  if (window.opener) return false;
  location.hash = '';
  return true;
}

/** Keys of the audience window that only a file has.
 * @type {KeyBinding[]} */
export const AUDIENCE_KEYS = [
  { keys: ['s'], run: openPresenterView },
  { keys: ['Escape'], run: endTalk },
];
