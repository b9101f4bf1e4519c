// @ts-check
// The audience window: nothing but the slide.

import '../address.js';
import { describePage, slideOf } from '../deck.js';
import { $, setText } from '../dom.js';
import { preloadImages } from '../images.js';
import { findScreens } from './audience-window.js';
import { Talk } from './talk.js';
import { listenToTalkKeys } from './talk-keys.js';
import { TalkSlide } from './talk-slide.js';
import { AUDIENCE_KEYS, isOwnMessage, TARGET_ORIGIN } from './windows.js';

const AWAY = 'plenary is not responding. Reconnecting…';

const talk = new Talk('audience');
const slide = new TalkSlide($('stage'), talk, {
  transitions: true,
  links: true,
  ink: true,
  media: 'loud',
  onSilenced: (isSilent) => {
    $('silent').hidden = !isSilent;
  },
});
// Browsers play sound only in a window in which someone has clicked or pressed a key.
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, () => slide.unmute());

/**
 * Fills the screen, or leaves full screen.
 * @param {unknown} [screen] a screen of the Window Management API
 */
async function toggleFullScreen(screen) {
  const options = { navigationUI: 'hide', ...(screen ? { screen } : {}) };
  if (document.fullscreenElement) await document.exitFullscreen();
  else {
    await document.documentElement.requestFullscreen(/** @type {FullscreenOptions} */ (options));
    // Esc ends a black screen first, where the browser passes it on.
    // @ts-expect-error
    await navigator.keyboard?.lock?.(['Escape']).catch(() => {});
  }
}
const fillScreen = () => {
  toggleFullScreen().catch(() => {});
};

talk.onChange((deck, state) => {
  const page = state.audience_page;
  document.title = $('title').textContent = deck.title || 'Slides';
  document.documentElement.lang = deck.lang || 'en';
  document.documentElement.dir = deck.right_to_left ? 'rtl' : 'ltr';
  $('curtain').hidden = state.screen === 'slide';
  $('curtain').className = state.screen;
  slide.showPage(page);
  preloadImages([deck.pages[deck.pages[page].next], deck.pages[page - 1]]);
  const text = describePage(slideOf(deck, page), deck.pages[page].text);
  setText($('announcement'), state.screen === 'slide' ? text : '');
});
listenToTalkKeys(talk, [
  { keys: ['f'], run: fillScreen },
  { keys: ['v'], run: () => slide.toggleMedia() },
  { keys: ['V'], run: () => slide.restartMedia() },
  // A presenter remote starts the presentation with F5; a reload would end full screen.
  { keys: ['F5', 'Shift+F5'], run: () => document.fullscreenElement || fillScreen() },
  { keys: ['Escape'], run: () => (document.fullscreenElement ? fillScreen() : false) },
  ...AUDIENCE_KEYS,
]);
talk.addEventListener('connection', () => {
  $('away').hidden = talk.isConnected;
  const words = talk.isRefused ? 'Open this window again from the presenter view' : AWAY;
  setText($('away'), words);
});
addEventListener('dblclick', fillScreen);
$('fill-screen').onclick = fillScreen;

// The cursor is hidden unless it moves.
/** @type {number | undefined} */
let rest;
function showCursor() {
  document.body.classList.remove('resting');
  $('hint').hidden = Boolean(document.fullscreenElement) || !document.fullscreenEnabled;
  clearTimeout(rest);
  rest = setTimeout(() => {
    document.body.classList.add('resting');
    $('hint').hidden = true;
  }, 2500);
}
for (const kind of ['pointermove', 'pointerdown', 'focus']) addEventListener(kind, showCursor);
document.addEventListener('fullscreenchange', showCursor);
showCursor();

// A swipe goes to the next or previous step, on a tablet that shows the audience window.
/** @type {PointerEvent | null} */
let touch = null;
addEventListener('pointerdown', (event) => {
  if (event.pointerType === 'touch') touch = event;
});
addEventListener('pointerup', (event) => {
  if (!touch) return;
  const [x, y] = [event.clientX - touch.clientX, event.clientY - touch.clientY];
  touch = null;
  const isSwipe = Math.abs(x) > 50 && Math.abs(x) > 2 * Math.abs(y);
  if (!isSwipe) return;
  const isForward = x < 0 === !talk.deck?.right_to_left;
  talk.send({ command: isForward ? 'next' : 'back' });
});

// The presenter view passes its click on, with the screen to fill.
addEventListener('message', async (event) => {
  const { data } = event;
  const isRequest = isOwnMessage(event) && data?.fillScreen !== undefined;
  if (!isRequest || document.fullscreenElement) return;
  const { screens = [] } = (await findScreens()) ?? {};
  const { left, top } = data.fillScreen ?? {};
  const screen = screens.find((other) => other.left === left && other.top === top);
  toggleFullScreen(screen).catch(showCursor);
});
const tellOpener = (/** @type {object} */ message) =>
  window.opener?.postMessage(message, TARGET_ORIGIN);
tellOpener({ isReady: true });
document.addEventListener('fullscreenchange', () =>
  tellOpener({ isFullScreen: Boolean(document.fullscreenElement) }),
);

talk.start();
