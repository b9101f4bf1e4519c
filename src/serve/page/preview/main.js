// @ts-check
// Puts the preview together.

import '../address.js';
import { findSlide, slideLabel, stepPosition } from '../deck.js';
import { $, setPressed, setText } from '../dom.js';
import { shareEvents } from '../events.js';
import { retryMissingImages } from '../images.js';
import { fillKeyHelp, listenToKeys } from '../keys.js';
import { Overview } from '../overview.js';
import { readSetting, saveSetting, toggleColorScheme } from '../settings.js';
import { DiagnosticsPanel } from './diagnostics.js';
import { Inspector } from './inspector.js';
import { NotesPanel } from './notes-panel.js';
import { PreviewStage } from './preview-stage.js';
import { PreviewState } from './preview-state.js';
import { Search } from './search.js';
import { SlidePanel } from './slide-panel.js';
import { Zoom } from './zoom.js';

const state = new PreviewState();
/** Goes to the page on the right (1) or left (-1). */
const turnPage = (/** @type {number} */ side) =>
  side > 0 === !state.deck.right_to_left ? state.goForward() : state.goBack();
const zoom = new Zoom(turnPage);
const stage = new PreviewStage(state, zoom);
const slidePanel = new SlidePanel(state);
const diagnostics = new DiagnosticsPanel(state);
const notes = new NotesPanel(state);
const search = new Search(state);
const inspector = new Inspector(state, stage);
const focusStage = () => $('stage').focus({ preventScroll: true });

// The overview.
const overview = new Overview($('overview'), (slide) => state.goTo(slide));
overview.onToggle = (isOpen) => {
  $('stage').inert = isOpen;
  setPressed($('overview-toggle'), isOpen);
  if (!isOpen) focusStage();
};
const toggleOverview = () => overview.close() || overview.open();
$('overview-toggle').onclick = toggleOverview;
state.on('deck', () => {
  $('overview').dir = state.deck.right_to_left ? 'rtl' : 'ltr';
  overview.setDeck(state.deck, new Set(state.changed.map(({ slide }) => slide)));
});
state.on('position', () => overview.mark(state.slide));

// The position bar at the bottom.
const slideNumber = $('slide-number', HTMLInputElement);
$('back').onclick = () => state.goBack();
$('next').onclick = () => state.goForward();
$('go-to').onsubmit = (event) => {
  event.preventDefault();
  const slide = findSlide(state.deck, slideNumber.value.trim());
  if (slide === undefined) state.goTo(state.slide, state.step);
  else state.goTo(slide);
  focusStage();
};
slideNumber.onblur = () => {
  if (!state.isEmpty) slideNumber.value = slideLabel(state.deck, state.slide);
};
slideNumber.addEventListener('keydown', ({ key }) => key === 'Escape' && focusStage());
const goToNumber = (digit = '') => {
  slideNumber.focus();
  if (digit) slideNumber.value = digit;
  else slideNumber.select();
};

state.on('position', () => {
  const { deck, page, slide, isEmpty } = state;
  $('go-to').hidden = isEmpty;
  $('back', HTMLButtonElement).disabled = isEmpty || page === 0;
  $('next', HTMLButtonElement).disabled = isEmpty || page === deck.pages.length - 1;
  const step = page === undefined ? '' : stepPosition(deck, page);
  $('step').hidden = !step;
  if (isEmpty) return;
  const label = slideLabel(deck, slide);
  if (document.activeElement !== slideNumber) slideNumber.value = label;
  const last = deck.slides.findLast((other) => other.label)?.label ?? deck.slides.length;
  setText($('slide-count'), `of ${last}`);
  setText($('step'), step.replace('step', 'Step'));
  const place = [`Slide ${label} of ${last}`, step].filter(Boolean).join(', ');
  setText($('announcement'), `${place}: ${state.currentSlide.title || 'untitled'}`);
});

// The title bar.
let isConnected = true;
/** Whether the server is another run, whose key this browser does not have. */
let isRefused = false;
function updateStatus() {
  const { errors, outline, is_loaded } = state.deck;
  $('status').className = !isConnected ? 'lost' : errors > 0 ? 'stale' : 'current';
  const text = is_loaded ? `Watching ${outline}` : 'Reading…';
  const away = isRefused
    ? 'Open the address that plenary printed in the terminal'
    : 'The preview has stopped. Reconnecting…';
  setText($('status-text'), isConnected ? text : away);
  document.body.classList.toggle('lost', !isConnected);
}
state.on('deck', () => {
  const { deck } = state;
  const title = deck.title || deck.outline;
  setText($('title'), title);
  $('title').lang = $('stage').lang = deck.lang || 'en';
  document.title = `${deck.errors > 0 ? '⚠ ' : ''}${title} – preview`;
  const others = state.changed.filter(({ slide }) => slide !== state.slide && deck.slides[slide]);
  $('changed').hidden = others.length === 0 || deck.errors > 0;
  if (others.length === 1) {
    setText($('changed'), `Slide ${slideLabel(deck, others[0].slide)} changed`);
    $('changed').title = 'Go to this slide (j)';
  } else {
    setText($('changed'), `${others.length} slides changed`);
    $('changed').title = 'Go to the next changed slide (j)';
  }
  updateStatus();
});
state.on('position', () => {
  const [changed, ...others] = state.changed;
  if (changed?.slide === state.slide && others.length === 0) $('changed').hidden = true;
});
$('changed').onclick = () => state.goToChanged();

const followsEdits = () => readSetting('follow') === 'yes';
$('follow-toggle').onclick = () => {
  saveSetting('follow', followsEdits() ? 'no' : 'yes');
  setPressed($('follow-toggle'), followsEdits());
  if (followsEdits()) state.goToChanged();
};
setPressed($('follow-toggle'), followsEdits());

const toggleScheme = () => toggleColorScheme('scheme');
$('scheme-toggle').onclick = toggleScheme;
const toggleFullScreen = () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else
    $('main')
      .requestFullscreen()
      .catch(() => {});
};
$('full-screen-toggle').hidden = !document.fullscreenEnabled;
$('full-screen-toggle').onclick = toggleFullScreen;

// On a narrow screen, the tools that do not fit into the bar are in a menu.
const isMenuOpen = () => $('tools').classList.contains('open');
const setMenuOpen = (/** @type {boolean} */ isOpen) => {
  $('tools').classList.toggle('open', isOpen);
  $('more').setAttribute('aria-expanded', String(isOpen));
};
$('more').onclick = () => setMenuOpen(!isMenuOpen());
addEventListener('click', ({ target }) => {
  if (target instanceof Element && !target.closest('#more, #tools .zoom')) setMenuOpen(false);
});

function closeTopmost() {
  if (isMenuOpen()) {
    setMenuOpen(false);
    $('more').focus();
    return;
  }
  inspector.close() || overview.close() || slidePanel.close() || diagnostics.close();
}

/** Moves the enlarged slide, or else goes to another page. */
const move = (/** @type {number} */ x, /** @type {number} */ y) => () => {
  if (zoom.isEnlarged) zoom.pan(x * 80, y * 80);
  else if (x) turnPage(x);
  else if (y > 0) state.goForward();
  else state.goBack();
};
/** @type {import('../keys').KeyBinding[]} */
const bindings = [
  { keys: ['ArrowRight'], run: move(1, 0) },
  { keys: ['ArrowLeft'], run: move(-1, 0) },
  { keys: ['ArrowDown'], run: move(0, 1) },
  { keys: ['ArrowUp'], run: move(0, -1) },
  {
    keys: ['PageDown', ' '],
    shown: '→ ↓ PageDown Space',
    help: 'Next step or slide',
    run: () => state.goForward(),
  },
  {
    keys: ['PageUp', 'Shift+ '],
    shown: '← ↑ PageUp',
    help: 'Previous step or slide',
    run: () => state.goBack(),
  },
  { keys: ['Home'], shown: 'Home', help: 'First slide', run: () => state.goTo(0) },
  {
    keys: ['End'],
    shown: 'End',
    help: 'Last slide',
    run: () => state.goTo(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
  },
  {
    keys: ['g'],
    shown: 'g 1 … 9',
    help: 'Go to a slide: type its number, then Enter',
    run: () => goToNumber(),
  },
  {
    keys: ['/', 's'],
    shown: '/',
    help: 'Search titles, text and speaker notes',
    run: () => search.open(),
  },
  { keys: ['o'], shown: 'o', help: 'Show or hide the overview', run: toggleOverview },
  { keys: ['l'], shown: 'l', help: 'Show or hide the slide list', run: () => slidePanel.toggle() },
  { keys: ['n'], shown: 'n', help: 'Show or hide the speaker notes', run: () => notes.toggle() },
  {
    keys: ['e'],
    shown: 'e',
    help: 'Show or hide errors and warnings',
    run: () => diagnostics.toggle(),
  },
  {
    keys: ['i'],
    shown: 'i',
    help: 'Show the source line of the next item (or click the item)',
    run: () => inspector.selectNext(1),
  },
  {
    keys: ['I'],
    shown: 'I',
    help: 'Show the source line of the previous item',
    run: () => inspector.selectNext(-1),
  },
  {
    keys: ['j'],
    shown: 'j',
    help: 'Go to the slide that the last save changed',
    run: () => state.goToChanged(),
  },
  {
    keys: ['+', '='],
    shown: '+',
    help: 'Zoom in; arrow keys and dragging move the slide',
    run: () => zoom.zoomIn(),
  },
  { keys: ['-'], shown: '-', help: 'Zoom out', run: () => zoom.zoomOut() },
  { keys: ['0'], shown: '0', help: 'Fit the slide to the window', run: () => zoom.setFactor(1) },
  { keys: ['d'], shown: 'd', help: 'Switch between dark and light', run: toggleScheme },
  { keys: ['f'], shown: 'f', help: 'Full screen', run: toggleFullScreen },
  {
    keys: ['v'],
    shown: 'v',
    help: 'Play or pause a video or recording',
    run: () => stage.toggleMedia(),
  },
  { keys: ['?'], shown: '?', help: 'Show the keyboard shortcuts', run: () => openHelp() },
  { keys: ['Escape'], shown: 'Esc', help: 'Close what is open', run: closeTopmost },
];
const openHelp = fillKeyHelp(bindings);
listenToKeys(bindings, { digit: goToNumber, scrollAreas: '#notes, #diagnostics ol' });

addEventListener('hashchange', () => state.goToHash());
// After a restart of the server, images have other addresses, so they are set once more anyway.
state.on('deck', retryMissingImages);
shareEvents('/events', {
  deck: () => state.reload(),
  connection: (isNowConnected) => {
    isConnected = isNowConnected;
    if (isConnected) isRefused = false;
    updateStatus();
  },
  refused: () => {
    isRefused = true;
    updateStatus();
  },
});
