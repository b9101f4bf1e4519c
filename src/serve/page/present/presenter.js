// The presenter's window.

import { everyMoment, sectionTime, timing } from './clock.js';
import { $, h, say } from './dom.js';
import { openDoor } from './door.js';
import { listenToKeys } from './keys.js';
import { Overview } from './overview.js';
import { askAgain } from './pictures.js';
import { openAudience } from './screens.js';
import { choose, setting, turnScheme } from './settings.js';
import { Slide } from './slide.js';
import { Talk, stayAwake } from './talk.js';
import { Tools } from './tools.js';
import { clock, paragraphs, place, slidesOf } from './words.js';

const talk = new Talk('presenter');
const current = new Slide($('current'), talk, { links: (page) => talk.do('go', { page }), ink: true, points: true });
const coming = new Slide($('coming'), talk);
const overview = new Overview($('grid'), talk);
const tools = new Tools($('tools'), current, talk);

function show() {
  const { state, deck } = talk;
  if (!state || !deck) return;
  const { page, frozen, shown, screen } = state;
  const own = deck.pages[page];
  const next = talk.next(page);
  document.title = `${own.label ? `${own.label} · ` : ''}${deck.title || 'Presenter'}`;
  $('title').textContent = deck.title || 'Untitled';
  const { where, part, step, steps } = place(deck, page);
  $('place').replaceChildren(h('b', {}, where), ...(steps > 1 ? [`step ${step} of ${steps}`] : []));
  $('section-name').textContent = own.section ?? '';
  badges(frozen, shown, screen);
  current.show(page);
  coming.show(next === page ? null : next);
  ending(next === page, part);
  current.prepare([next, page - 1, talk.next(next)]);
  notes(own);
  $('return').disabled = !state.canReturn;
  $('black').setAttribute('aria-pressed', screen === 'black');
  $('white').setAttribute('aria-pressed', screen === 'white');
  $('freeze').setAttribute('aria-pressed', frozen);
  $('run').setAttribute('aria-label', state.running ? 'Pause the clock' : 'Start the clock');
  $('run').querySelector('use').setAttribute('href', state.running ? '#i-pause' : '#i-play');
  audience();
  notices();
  say($('spoken'), `${own.label ? `Slide ${own.label}` : where}${steps > 1 ? `, step ${step} of ${steps}` : ''}${own.title ? `: ${own.title}` : ''}`);
  overview.mark();
}

function badges(frozen, shown, screen) {
  const badges = [];
  if (screen !== 'slide') badges.push(`Audience sees ${screen}`);
  if (frozen) badges.push(`Frozen: audience sees ${talk.deck.pages[shown].label || shown + 1}`);
  if ($('badges').textContent !== badges.join('')) $('badges').replaceChildren(...badges.map((text) => h('span', {}, text)));
  document.body.classList.toggle('apart', badges.length > 0);
}

function ending(isLast, part) {
  const { deck, state } = talk;
  $('ending').hidden = !isLast;
  const view = deck.pages[talk.next(state.page)];
  const { step, steps, at } = place(deck, talk.next(state.page));
  $('then-place').textContent = isLast ? '' : view.step > 0 ? `step ${step} of ${steps}` : String(at);
  if (!isLast) return;
  const more = ['backup', 'hidden'].map((other) => [slidesOf(deck, other).length, other]).filter(([count]) => count);
  const name = part === 'talk' ? 'End of the talk' : `End of the ${part} slides`;
  const rest = more.map(([count, other]) => `${count} ${other} ${count === 1 ? 'slide' : 'slides'}`).join(', ');
  $('ending').replaceChildren(h('b', {}, name), ...(rest && part === 'talk' ? [h('span', {}, `${rest}: press `, h('kbd', {}, 'o'))] : []));
}

let noted;
function notes(page) {
  const text = page.notes ?? '';
  if (noted === text) return;
  noted = text;
  $('notes').scrollTop = 0;
  $('notes').replaceChildren(...paragraphs(text));
}

// The clock, and the bar below it.
let warned = null;
everyMoment(talk, () => {
  const now = new Date();
  say($('wall'), now.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' }));
  if (!talk.state || !talk.deck) return;
  const { gone, of, left, words, mood } = timing(talk);
  $('clock').dataset.mood = mood;
  say($('gone'), gone);
  say($('of'), of && `of ${of}`);
  say($('pace').querySelector('span'), [words, advanceWords()].filter(Boolean).join('; '));
  const icon = { late: '#i-late', over: '#i-late', early: '#i-early', paused: '#i-pause' }[mood] ?? '#i-good';
  $('pace').querySelector('use').setAttribute('href', icon);
  $('pace').querySelector('svg').style.display = mood === 'new' || !words ? 'none' : '';
  track();
  // Said aloud at five minutes, at one, and at the end.
  const stage = left == null || !talk.state.running ? null : left <= 0 ? 'Time is over' : left <= 60 ? 'One minute left' : left <= 300 ? 'Five minutes left' : null;
  if (stage && stage !== warned) say($('spoken'), stage);
  warned = stage;
});

function advanceWords() {
  const left = talk.untilAdvance();
  return left == null ? '' : `next by itself in ${clock(Math.ceil(left))}`;
}

/** A bar of sections, each as long as its time or its slides, filled up to here, with a mark where one should be. It is made once for a deck. */
let shape;
function track() {
  const { deck, state } = talk;
  if (shape !== deck.version) {
    shape = deck.version;
    const parts = deck.shares.map((share) => {
      const name = h('span', { class: 'name' }, share.title || (deck.shares.length > 1 ? 'Beginning' : ''));
      const part = h('button', { type: 'button', class: 'part', tabindex: '-1', title: share.title || 'Beginning', onclick: () => talk.do('go', { page: share.first }) }, h('span', { class: 'fill' }), name, h('span', { class: 'time' }));
      part.style.flexGrow = share.from == null ? slidesBetween(share) : Math.max(share.until - share.from, 0.001);
      return part;
    });
    $('track').replaceChildren(...parts, h('span', { class: 'mark', hidden: true, title: 'Where you should be by now' }));
  }
  const done = (share) => Math.max(0, Math.min(1, (state.page - share.first + 1) / share.pages));
  const inTalk = deck.pages[state.page].part === 'talk';
  const time = sectionTime(talk);
  [...$('track').querySelectorAll('.part')].forEach((part, index) => {
    const share = deck.shares[index];
    const here = inTalk && share.first <= state.page && state.page < share.first + share.pages;
    part.classList.toggle('here', here);
    const fill = part.querySelector('.fill');
    const filled = inTalk ? done(share) : 1;
    fill.hidden = filled === 0;
    fill.style.inlineSize = `${filled * 100}%`;
    const text = !here || time?.of == null ? (share.from == null ? '' : clock(share.until - share.from)) : `${clock(time.gone)} of ${clock(time.of)}`;
    say(part.querySelector('.time'), text);
    part.classList.toggle('over', Boolean(here && time?.over));
  });
  const mark = $('track').querySelector('.mark');
  const begun = state.running || talk.elapsed() > 0;
  mark.hidden = !deck.seconds || !begun;
  if (deck.seconds) mark.style.insetInlineStart = `${Math.min(1, talk.elapsed() / deck.seconds) * 100}%`;
  const { at, of } = place(deck, state.page);
  const said = `${at} of ${of} slides${time ? `, section ${time.title || 'Beginning'}` : ''}`;
  if ($('track').getAttribute('aria-label') !== said) $('track').setAttribute('aria-label', said);
}

function slidesBetween(share) {
  return slidesOf(talk.deck, 'talk').filter((page) => page >= share.first && page < share.first + share.pages).length || 1;
}

// What the presenter has to know, without alarm.
const closed = new Set();
function notices() {
  const { state } = talk;
  const list = [];
  if (!talk.connected) list.push(['lost', 'warning', 'plenary does not answer. Has it been closed? Start it again and this page goes on.']);
  if (state?.note) list.push([state.note, 'note', state.note]);
  if (state?.resumed) list.push(['resumed', 'note', `Back where you were, with ${clock(talk.elapsed())} on the clock.`, ['Start over', () => talk.do('start-over')]]);
  if ((state?.presenters ?? 0) > 1) list.push(['two', 'note', `${state.presenters} presenter's windows are open; they follow each other.`]);
  const open = list.filter(([name]) => !closed.has(name));
  for (const name of closed) if (!list.some(([other]) => other === name)) closed.delete(name);
  const key = open.map(([name]) => name).join('\n');
  if ($('notices').dataset.key === key) return;
  $('notices').dataset.key = key;
  $('notices').replaceChildren(
    ...open.map(([name, kind, text, action]) =>
      h(
        'div',
        { class: kind, role: 'status' },
        h('p', {}, text),
        ...(action ? [h('button', { type: 'button', onclick: action[1] }, action[0])] : []),
        h('button', { type: 'button', 'aria-label': 'Close this message', onclick: () => (closed.add(name), notices()) }, '✕'),
      ),
    ),
  );
}

const audienceWindow = openAudience($('audience'), audience);
function audience() {
  const count = talk.state?.audience ?? 0;
  $('audience').classList.toggle('main', count === 0);
  $('audience-words').textContent = audienceWindow.words(count);
}

function size(by) {
  const px = Math.max(14, Math.min(64, Number(setting('notes size', 24)) + by));
  choose('notes size', px);
  $('notes').style.fontSize = `${px}px`;
  return true;
}

const openKeys = () => ($('keys').showModal(), true);
const openGrid = (search) => (overview.open(search), true);
const done = (act) => () => (act(), true);

$('back').onclick = () => talk.do('back');
$('forth').onclick = () => talk.do('next');
$('overview').onclick = () => openGrid(false);
$('return').onclick = () => talk.do('return');
$('black').onclick = () => talk.turnScreen('black');
$('white').onclick = () => talk.turnScreen('white');
$('freeze').onclick = () => talk.turnFreeze();
$('run').onclick = () => talk.turnClock();
$('reset').onclick = () => talk.do('timer', { act: 'reset' });
$('smaller').onclick = () => size(-2);
$('larger').onclick = () => size(2);
$('help').onclick = openKeys;
$('phone').onclick = () => openDoor($('door'), talk);
$('scheme').onclick = () => turnScheme('presenter');

listenToKeys(
  talk,
  {
    o: () => openGrid(false),
    g: () => openGrid(false),
    '/': () => openGrid(true),
    '?': openKeys,
    a: done(() => audienceWindow.open()),
    f: done(() => audienceWindow.open()),
    '+': () => size(2),
    '=': () => size(2),
    '-': () => size(-2),
    l: done(() => tools.choose('laser')),
    s: done(() => tools.choose('spotlight')),
    d: done(() => tools.choose('pen')),
    e: done(() => tools.choose('eraser')),
    u: done(() => tools.undo()),
    'Ctrl+z': done(() => tools.undo()),
    c: done(() => tools.clear()),
    Escape: () => tools.putAway(),
  },
  (text) => {
    $('typed').textContent = text && `Go to ${text}`;
    $('typed').hidden = !text;
  },
);

document.documentElement.dataset.scheme = setting('presenter', 'dark');
size(0);
for (const kind of ['state', 'deck']) talk.addEventListener(kind, show);
talk.addEventListener('connection', notices);
talk.addEventListener('connection', () => talk.connected && askAgain());
stayAwake();
talk.start();
