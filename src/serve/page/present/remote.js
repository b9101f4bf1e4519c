// @ts-check
// The remote control on a phone.

import { slideLabel, slideOf, slidePosition, stepPosition } from '../deck.js';
import { $, h, setDeckLanguage, setPressed, setText } from '../dom.js';
import { postJson } from '../http.js';
import { imageAddress } from '../image-address.js';
import { noteElements } from '../notes-markdown.js';
import { SlideList } from '../slide-list.js';
import { Talk } from './talk.js';
import { readTimer, updateContinuously } from './timing.js';

/** @import { TalkDeck } from '../wire' */

const talk = new Talk('phone');
const slides = new SlideList($('slides'), (slide) => {
  if (talk.deck) talk.goTo(talk.deck.slides[slide].pages[0]);
});
const codeField = $('code', HTMLInputElement);

/** Connects a phone that is paired or has scanned the code; otherwise asks for the code. */
async function connect() {
  // The QR code has the code after the `#` of the address, which browsers do not send.
  const code = location.hash.slice(1);
  history.replaceState(null, '', '/');
  const isPaired = (code && (await pair(code))) || (await fetch('/deck').catch(() => null))?.ok;
  if (isPaired) {
    showControls();
    return;
  }
  $('pair').hidden = false;
  codeField.focus();
}

/**
 * Pairs this phone; returns whether the code is right.
 * @param {string} code
 */
async function pair(code) {
  try {
    const response = await postJson('/pair', { code });
    $('pair-error').textContent = response.ok ? '' : (await response.text()).trim();
    return response.ok;
  } catch {
    $('pair-error').textContent =
      'The computer is not responding. Is the phone in the same network?';
    return false;
  }
}

$('pair-form').onsubmit = async (event) => {
  event.preventDefault();
  if (await pair(codeField.value)) showControls();
  else codeField.select();
};

function showControls() {
  $('pair').hidden = true;
  $('control').hidden = false;
  talk.start();
}

talk.onChange((deck, state) => {
  const { page } = state;
  const { next, notes, slide: index } = deck.pages[page];
  const slide = slideOf(deck, page);
  const position = slidePosition(slide);
  $('place').textContent = position;
  $('step').textContent = stepPosition(deck, page) || (slide.section ?? '');
  showImage('now', deck, page);
  showImage('then', deck, next === page ? null : next);
  showImage('pad-slide', deck, state.audience_page);
  $('then-caption').textContent = next === page ? 'End' : 'Next';
  const notesKey = `${deck.version} ${page}`;
  if ($('notes').dataset.page !== notesKey) {
    $('notes').dataset.page = notesKey;
    $('notes').scrollTop = 0;
    $('notes').replaceChildren(...noteElements(notes));
  }
  setPressed($('black'), state.screen === 'black');
  setPressed($('freeze'), state.frozen);
  $('run').textContent = state.running ? 'Pause timer' : 'Start timer';
  slides.mark(index, { scroll: 'none' });
  setText($('announcement'), slide.title ? `${position}: ${slide.title}` : position);
});
talk.addEventListener('deck', () => {
  const { deck } = talk;
  if (!deck) return;
  slides.setDeck(deck);
  setDeckLanguage($('notes'), deck);
});

/**
 * Shows a page in an image, or nothing.
 * @param {string} id
 * @param {TalkDeck} deck
 * @param {number | null} page
 */
function showImage(id, deck, page) {
  const image = $(id, HTMLImageElement);
  if (page === null) {
    image.removeAttribute('src');
    image.alt = '';
    return;
  }
  const address = imageAddress(deck.pages[page], 640);
  if (image.getAttribute('src') !== address) image.src = address;
  image.alt = slideOf(deck, page).title || `Slide ${slideLabel(deck, deck.pages[page].slide)}`;
}

updateContinuously(talk, () => {
  const { elapsed, duration, words, pace } = readTimer(talk);
  const total = duration && ` of ${duration}`;
  if ($('time').textContent !== elapsed + total) {
    $('time').replaceChildren(elapsed, h('small', {}, total));
  }
  $('time').dataset.pace = $('pace').dataset.pace = pace;
  setText($('pace'), words);
});

const viewButtons = [...document.querySelectorAll('nav button')].map(
  (button) => /** @type {HTMLButtonElement} */ (button),
);
for (const button of viewButtons) {
  button.onclick = () => {
    for (const other of viewButtons) {
      setPressed(other, other === button);
      $(other.dataset.view ?? '').hidden = other !== button;
    }
    $('slides').querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  };
}

const move = (/** @type {'next' | 'back'} */ command) => () => {
  navigator.vibrate?.(12);
  talk.send({ command });
};
$('next').onclick = move('next');
$('back').onclick = move('back');
$('run').onclick = () => talk.toggleTimer();
$('black').onclick = () => talk.toggleScreen('black');
$('freeze').onclick = () => talk.toggleFreeze();

// The pointer pad.
/** @type {'laser' | 'spotlight'} */
let kind = 'laser';
const KINDS = /** @type {const} */ (['laser', 'spotlight']);
for (const name of KINDS) {
  $(name).onclick = () => {
    kind = name;
    for (const other of KINDS) setPressed($(other), other === name);
  };
}
const pad = $('pad');
/** @param {PointerEvent} event */
function point({ clientX, clientY }) {
  const box = pad.getBoundingClientRect();
  const clamp = (/** @type {number} */ part) => Math.max(0, Math.min(1, part));
  const x = clamp((clientX - box.left) / box.width);
  const y = clamp((clientY - box.top) / box.height);
  talk.point({ kind, x, y });
}
pad.addEventListener('pointerdown', (event) => {
  pad.setPointerCapture(event.pointerId);
  point(event);
});
pad.addEventListener('pointermove', (event) => {
  if (event.buttons || event.pointerType === 'touch') point(event);
});
pad.addEventListener('pointerup', () => talk.point(null));
pad.addEventListener('pointercancel', () => talk.point(null));
pad.addEventListener('dragstart', (event) => event.preventDefault());
talk.addEventListener('pointer', () => {
  const { pointer } = talk;
  $('dot').hidden = !pointer;
  if (!pointer) return;
  Object.assign($('dot').style, { left: `${pointer.x * 100}%`, top: `${pointer.y * 100}%` });
});

// The keys of a presenter remote or keyboard that is connected to the phone.
/** @type {Record<string, 'next' | 'back'>} */
const KEYS = {
  ArrowRight: 'next',
  PageDown: 'next',
  ' ': 'next',
  ArrowLeft: 'back',
  PageUp: 'back',
};
addEventListener('keydown', (event) => {
  if ($('control').hidden || event.target instanceof HTMLButtonElement) return;
  const command = KEYS[event.key];
  if (!command) return;
  event.preventDefault();
  talk.send({ command });
});

talk.addEventListener('connection', async () => {
  $('lost').hidden = talk.isConnected;
  // After a restart or after all phones were disconnected, the code is asked for again.
  if (talk.isConnected) return;
  if ((await fetch('/deck').catch(() => null))?.status === 401) location.reload();
});
talk.addEventListener('unpaired', () => location.reload());
connect();
