// The audience's window: only the slide.

import { $ } from './dom.js';
import { listenToKeys } from './keys.js';
import { Slide } from './slide.js';
import { Talk, stayAwake } from './talk.js';

const talk = new Talk('audience');
const slide = new Slide($('stage'), talk, { moves: true, links: (page) => talk.do('go', { page }), ink: true, points: true });

/** Fills the screen, or leaves it. */
async function fill(screen) {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen({ navigationUI: 'hide', ...(screen ? { screen } : {}) });
}

const fillOrNot = () => {
  fill().catch(() => {});
  return true;
};

function show() {
  const { state, deck } = talk;
  if (!state || !deck) return;
  document.title = deck.title || 'Slides';
  document.documentElement.lang = deck.lang || 'en';
  $('title').textContent = deck.title || 'Slides';
  $('curtain').hidden = state.screen === 'slide';
  $('curtain').className = state.screen;
  slide.show(state.shown);
  slide.prepare([talk.next(state.shown), state.shown - 1]);
}

talk.addEventListener('state', show);
talk.addEventListener('deck', show);
listenToKeys(talk, { f: fillOrNot }, (text) => {
  $('typed').textContent = text;
  $('typed').hidden = !text;
});
addEventListener('dblclick', fillOrNot);
$('fill').onclick = fillOrNot;

// Without a cursor, unless it moves.
let rest;
function move() {
  document.body.classList.remove('resting');
  $('hint').hidden = Boolean(document.fullscreenElement) || !document.fullscreenEnabled;
  clearTimeout(rest);
  rest = setTimeout(() => {
    document.body.classList.add('resting');
    $('hint').hidden = true;
  }, 2500);
}
for (const kind of ['pointermove', 'pointerdown', 'focus']) addEventListener(kind, move);
document.addEventListener('fullscreenchange', move);
move();

// A swipe goes on or back, on a tablet that is the audience's window.
let touch = null;
addEventListener('pointerdown', (event) => event.pointerType === 'touch' && (touch = [event.clientX, event.clientY]));
addEventListener('pointerup', (event) => {
  if (!touch) return;
  const [x, y] = [event.clientX - touch[0], event.clientY - touch[1]];
  touch = null;
  if (Math.abs(x) > 50 && Math.abs(x) > 2 * Math.abs(y)) talk.do(x < 0 ? 'next' : 'back');
});

// The presenter's window lends us its click.
addEventListener('message', async (event) => {
  if (event.origin !== location.origin || event.data?.fill === undefined || document.fullscreenElement) return;
  const { screens = [] } = (await window.getScreenDetails?.().catch(() => undefined)) ?? {};
  const screen = screens.find((screen) => screen.left === event.data.fill?.left && screen.top === event.data.fill?.top);
  fill(screen).catch(() => move());
});
window.opener?.postMessage({ here: true }, location.origin);
document.addEventListener('fullscreenchange', () => window.opener?.postMessage({ fills: Boolean(document.fullscreenElement) }, location.origin));

stayAwake();
talk.start();
