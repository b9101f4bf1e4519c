// @ts-check
// The presenter view.

import '../address.js';
import { PART_NAMES, slideOf, slidePosition, stepPosition } from '../deck.js';
import { $, closeButton, codeSpans, h, setDeckLanguage, setPressed, setText } from '../dom.js';
import { preloadImages } from '../images.js';
import { fillKeyHelp } from '../keys.js';
import { noteElements } from '../notes-markdown.js';
import { Overview } from '../overview.js';
import { readSetting, saveSetting, toggleColorScheme } from '../settings.js';
import { countOf, formatClock } from '../text.js';
import { AudienceWindow } from './audience-window.js';
import { createPairingDialog } from './pairing.js';
import { ProgressBar } from './progress.js';
import { Talk } from './talk.js';
import { listenToTalkKeys } from './talk-keys.js';
import { TalkSlide } from './talk-slide.js';
import { readTimer, updateContinuously } from './timing.js';
import { Tools } from './tools.js';

/** @import { TalkDeck, TalkState } from '../wire' */

const talk = new Talk('presenter');
const current = new TalkSlide($('current'), talk, { links: true, ink: true, media: 'muted' });
const next = new TalkSlide($('coming'), talk);
const tools = new Tools($('tools'), current, talk);
const progress = new ProgressBar($('progress'), talk);
const overview = new Overview($('grid'), (slide) => {
  if (talk.deck) talk.goTo(talk.deck.slides[slide].pages[0]);
});

talk.onChange((deck, state) => {
  const { page, screen } = state;
  const view = deck.pages[page];
  const slide = slideOf(deck, page);
  const position = slidePosition(slide);
  const step = stepPosition(deck, page);
  document.title = [slide.label, deck.title || 'Presenter view'].filter(Boolean).join(' · ');
  $('title').textContent = deck.title || 'Untitled';
  $('place').replaceChildren(h('b', {}, position), step);
  $('section-name').textContent = slide.section ?? '';
  document.documentElement.style.setProperty('--aspect-ratio', String(view.aspect_ratio));
  current.showPage(page);
  next.showPage(view.next === page ? null : view.next);
  preloadImages([
    deck.pages[view.next],
    deck.pages[page - 1],
    deck.pages[deck.pages[view.next].next],
  ]);
  $('return', HTMLButtonElement).disabled = !state.can_jump_back;
  setPressed($('black'), screen === 'black');
  setPressed($('white'), screen === 'white');
  setPressed($('freeze'), state.frozen);
  $('run').setAttribute('aria-label', state.running ? 'Pause the timer' : 'Start the timer');
  $('run')
    .querySelector('use')
    ?.setAttribute('href', state.running ? '#i-pause' : '#i-play');
  showBadges(deck, state);
  showNext(deck, page);
  showNotes(view.notes ?? '');
  updateAudienceButton();
  showNotices();
  const place = [slide.label ? `Slide ${slide.label}` : position, step].filter(Boolean).join(', ');
  setText($('announcement'), slide.title ? `${place}: ${slide.title}` : place);
  overview.mark(view.slide);
});
talk.addEventListener('deck', () => {
  const { deck } = talk;
  if (!deck) return;
  overview.setDeck(deck);
  for (const id of ['title', 'section-name', 'notes']) setDeckLanguage($(id), deck);
});

/**
 * Shows what the audience sees, where it is not the current slide.
 * @param {TalkDeck} deck
 * @param {TalkState} state
 */
function showBadges(deck, { frozen, screen, audience_page }) {
  const shown = slideOf(deck, audience_page).label || audience_page + 1;
  const texts = [
    ...(screen === 'slide' ? [] : [`Audience sees a ${screen} screen`]),
    ...(frozen ? [`Frozen: audience sees ${shown}`] : []),
  ];
  if ($('badges').textContent !== texts.join('')) {
    $('badges').replaceChildren(...texts.map((text) => h('span', {}, text)));
  }
  document.body.classList.toggle('apart', texts.length > 0);
}

/**
 * Shows the position of the next page, or that there is none.
 * @param {TalkDeck} deck
 * @param {number} page
 */
function showNext(deck, page) {
  const nextPage = deck.pages[page].next;
  const isLast = nextPage === page;
  const step = deck.pages[nextPage].step > 0 ? stepPosition(deck, nextPage) : '';
  $('next-place').textContent = isLast ? '' : step || String(slideOf(deck, nextPage).number);
  $('end').hidden = !isLast;
  if (!isLast) return;
  const { part } = slideOf(deck, page);
  const rest = /** @type {const} */ (['backup', 'hidden']).flatMap((other) => {
    const { length } = deck.slides.filter((slide) => slide.part === other);
    return length > 0 ? [countOf(length, `${PART_NAMES[other].toLowerCase()} slide`)] : [];
  });
  const name = part === 'talk' ? 'End of the talk' : `End of the ${part} slides`;
  $('end').replaceChildren(h('b', {}, name));
  if (rest.length > 0 && part === 'talk') {
    $('end').append(h('span', {}, `${rest.join(', ')}: press `, h('kbd', {}, 'o')));
  }
}

/** @type {string | undefined} */
let shownNotes;
/** @param {string} text */
function showNotes(text) {
  if (shownNotes === text) return;
  shownNotes = text;
  $('notes').scrollTop = 0;
  $('notes').replaceChildren(...noteElements(text));
}

// The timer.
const PACE_ICONS = {
  new: '',
  paused: '#i-pause',
  'on-time': '#i-on-time',
  early: '#i-early',
  late: '#i-late',
  over: '#i-late',
};
/** @type {string | null} */
let announcedTime = null;
updateContinuously(talk, () => {
  const now = new Date();
  setText($('time-of-day'), now.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' }));
  if (!talk.state || !talk.deck) return;
  const { elapsed, duration, leftMs, words, pace } = readTimer(talk);
  const advanceMs = talk.advanceMs();
  const advance =
    advanceMs === null ? '' : `next in ${formatClock(Math.ceil(advanceMs / 1000) * 1000)}`;
  $('clock').dataset.pace = pace;
  setText($('elapsed'), elapsed);
  setText($('duration'), duration && `of ${duration}`);
  setText($('pace').querySelector('span'), [words, advance].filter(Boolean).join('; '));
  const icon = /** @type {SVGElement} */ ($('pace').querySelector('svg'));
  icon.querySelector('use')?.setAttribute('href', PACE_ICONS[pace]);
  icon.style.display = PACE_ICONS[pace] && words ? '' : 'none';
  progress.update();
  const time = leftMs === null || !talk.state.running ? null : timeToAnnounce(leftMs);
  if (time && time !== announcedTime) setText($('announcement'), time);
  announcedTime = time;
});

/** @param {number} leftMs */
function timeToAnnounce(leftMs) {
  if (leftMs <= 0) return 'Time is over';
  if (leftMs <= 60_000) return 'One minute left';
  return leftMs <= 300_000 ? 'Five minutes left' : null;
}

// Notices to the presenter.

/** @typedef {{ id: string, text: string, isWarning?: boolean, canStartOver?: boolean }} Notice */

/** The notices that the presenter closed.
 * @type {Set<string>} */
const closedNotices = new Set();

/** @returns {Notice[]} */
function currentNotices() {
  const { state, isConnected } = talk;
  /** @type {Notice[]} */
  const notices = [];
  if (!isConnected) {
    const text = talk.isRefused
      ? 'This is another run of plenary. Open the address that it printed in the terminal.'
      : 'plenary is not responding. If it was closed, start it again; this page then reconnects.';
    notices.push({ id: talk.isRefused ? 'refused' : 'lost', isWarning: true, text });
  }
  if (state?.notice) notices.push({ id: state.notice, text: state.notice });
  if (state?.resumed) {
    const text = `Resumed at the same slide, with ${formatClock(talk.elapsedMs())} on the timer.`;
    notices.push({ id: 'resumed', text, canStartOver: true });
  }
  if (state && state.presenter_views > 1) {
    const text = `${state.presenter_views} presenter views are open. They stay in sync.`;
    notices.push({ id: 'views', text });
  }
  return notices;
}

function showNotices() {
  const all = currentNotices();
  const open = all.filter(({ id }) => !closedNotices.has(id));
  for (const id of closedNotices)
    if (!all.some((notice) => notice.id === id)) closedNotices.delete(id);
  const key = open.map(({ id }) => id).join('\n');
  if ($('notices').dataset.key === key) return;
  $('notices').dataset.key = key;
  const startOver = () => talk.send({ command: 'start_over' });
  $('notices').replaceChildren(
    ...open.map(({ id, text, isWarning, canStartOver }) => {
      const close = () => {
        closedNotices.add(id);
        showNotices();
      };
      return h(
        'div',
        { class: isWarning ? 'warning' : 'note', role: 'status' },
        h('p', {}, ...codeSpans(text)),
        canStartOver && h('button', { type: 'button', onclick: startOver }, 'Start over'),
        closeButton('Close this message', close),
      );
    }),
  );
}
talk.addEventListener('connection', showNotices);

// Buttons and keys.
const audienceWindow = new AudienceWindow(() => updateAudienceButton());
function updateAudienceButton() {
  const count = talk.state?.audience_windows ?? 0;
  $('audience').classList.toggle('main', count === 0);
  $('audience-text').textContent = audienceWindow.buttonText(count);
}

/** @param {number} change in pixels */
function resizeNotes(change) {
  const size = Math.max(14, Math.min(64, Number(readSetting('notes size', '24')) + change));
  saveSetting('notes size', String(size));
  $('notes').style.fontSize = `${size}px`;
}

const openPairing = createPairingDialog($('pairing', HTMLDialogElement), talk);
const openAudienceWindow = () => {
  audienceWindow.open();
};
const bindings = listenToTalkKeys(
  talk,
  [
    { keys: ['o', 'g'], shown: 'o', help: 'Overview', run: () => overview.open() },
    { keys: ['/'], shown: '/', help: 'Search', run: () => overview.open({ search: true }) },
    { keys: ['l'], shown: 'l', help: 'Laser pointer', run: () => tools.toggle('laser') },
    { keys: ['s'], shown: 's', help: 'Spotlight', run: () => tools.toggle('spotlight') },
    { keys: ['d'], shown: 'd', help: 'Draw', run: () => tools.toggle('pen') },
    { keys: ['e'], shown: 'e', help: 'Erase', run: () => tools.toggle('eraser') },
    { keys: ['u', 'Ctrl+z'], shown: 'u', help: 'Undo', run: () => tools.undo() },
    {
      keys: ['v'],
      shown: 'v',
      help: 'Play or pause a video or recording',
      run: () => current.toggleMedia(),
    },
    {
      keys: ['V'],
      shown: 'Shift v',
      help: 'Play it from the start',
      run: () => current.restartMedia(),
    },
    { keys: ['c'], shown: 'c', help: 'Clear the drawing', run: () => tools.clear() },
    { keys: ['+', '='], shown: '+', help: 'Larger speaker notes', run: () => resizeNotes(2) },
    { keys: ['-'], shown: '−', help: 'Smaller speaker notes', run: () => resizeNotes(-2) },
    {
      // A presenter remote starts the presentation with F5.
      keys: ['a', 'f', 'F5', 'Shift+F5'],
      shown: 'a f',
      help: 'Open the audience window, then fill the screen',
      run: openAudienceWindow,
    },
    { keys: ['?'], shown: '?', help: 'Show the keyboard shortcuts', run: () => openHelp() },
    { keys: ['Escape'], run: () => tools.putAway() },
  ],
  'Go to ',
);
const openHelp = fillKeyHelp(bindings);

$('back').onclick = () => talk.send({ command: 'back' });
$('next').onclick = () => talk.send({ command: 'next' });
$('overview').onclick = () => overview.open();
$('return').onclick = () => talk.send({ command: 'return' });
$('black').onclick = () => talk.toggleScreen('black');
$('white').onclick = () => talk.toggleScreen('white');
$('freeze').onclick = () => talk.toggleFreeze();
$('run').onclick = () => talk.toggleTimer();
$('reset').onclick = () => talk.send({ command: 'timer', action: 'reset' });
$('smaller').onclick = () => resizeNotes(-2);
$('larger').onclick = () => resizeNotes(2);
$('audience').onclick = openAudienceWindow;
$('phone').onclick = openPairing;
$('scheme').onclick = () => toggleColorScheme('presenter');

document.documentElement.dataset.scheme = readSetting('presenter', 'dark');
resizeNotes(0);
talk.start();
