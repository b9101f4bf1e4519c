// @ts-check
// The connection of a window to its talk: the server of `plenary present`. In a file,
// `file/connection.js` takes its place.

import { listenToEvents } from '../events.js';
import { postJson } from '../http.js';

/**
 * @import { EventHandlers } from '../events'
 * @import { Command, TalkDeck, TalkState } from '../wire'
 */

/**
 * Starts to listen to the events of the talk.
 * @param {'presenter' | 'audience' | 'phone'} role
 * @param {EventHandlers} handlers
 */
export const listenToTalk = (role, handlers) => listenToEvents(`/events?window=${role}`, handlers);

/**
 * Sends a command; returns the new state, or whether this phone has to enter the code.
 * @param {string} from the name of the window
 * @param {Command} command
 * @returns {Promise<{ state: TalkState | null, isUnpaired: boolean }>}
 */
export async function postCommand(from, command) {
  const response = await postJson(`/command?from=${from}`, command);
  const state = response.ok ? await response.json() : null;
  return { state, isUnpaired: response.status === 401 };
}

/**
 * Loads the deck.
 * @returns {Promise<{ deck: TalkDeck | null, isUnpaired: boolean }>}
 */
export async function loadDeck() {
  const response = await fetch('/deck');
  const deck = response.ok ? await response.json() : null;
  return { deck, isUnpaired: response.status === 401 };
}
