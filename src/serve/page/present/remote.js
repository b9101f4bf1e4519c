// The remote control on a phone.

import { everyMoment, timing } from './clock.js';
import { $, h, say } from './dom.js';
import { askAgain } from './pictures.js';
import { post } from './post.js';
import { Talk, stayAwake } from './talk.js';
import { groupsOf, markTile, paragraphs, picture, place, thumb } from './words.js';

const talk = new Talk('phone');

/** Asks for the code, or lets the phone go on that was let in before. */
async function enter() {
  // The code of a QR code stands behind the address's `#`, which is sent to nobody.
  const scanned = location.hash.slice(1);
  history.replaceState(null, '', '/');
  if (scanned && (await send(scanned))) return begin();
  const known = await fetch('/deck').catch(() => null);
  if (known?.ok) return begin();
  $('entrance').hidden = false;
  $('code').focus();
}

async function send(code) {
  try {
    const answer = await post('/enter', { code });
    $('refused').textContent = answer.ok ? '' : (await answer.text()).trim();
    return answer.ok;
  } catch {
    $('refused').textContent = 'The computer does not answer. Is the phone in the same network?';
    return false;
  }
}

$('form').onsubmit = async (event) => {
  event.preventDefault();
  if (await send($('code').value)) begin();
  else $('code').select();
};

function begin() {
  $('entrance').hidden = true;
  $('control').hidden = false;
  talk.start();
  stayAwake();
}

let version;
function show() {
  const { state, deck } = talk;
  if (!state || !deck) return;
  const { page, shown, screen, frozen, running } = state;
  const own = deck.pages[page];
  const { where, step, steps } = place(deck, page);
  $('place').textContent = where;
  $('step').textContent = steps > 1 ? `step ${step} of ${steps}` : (own.section ?? '');
  const next = talk.next(page);
  look($('now'), page);
  $('now').alt = own.title || `Slide ${own.label}`;
  look($('then'), next === page ? null : next);
  $('then').alt = next === page ? '' : deck.pages[next].title || `Slide ${deck.pages[next].label}`;
  $('then-words').textContent = next === page ? 'End' : 'Next';
  look($('pad-slide'), shown);
  if ($('notes').dataset.page !== String(page) || version !== deck.version) {
    $('notes').dataset.page = page;
    $('notes').scrollTop = 0;
    $('notes').replaceChildren(...paragraphs(own.notes));
  }
  $('black').setAttribute('aria-pressed', screen === 'black');
  $('freeze').setAttribute('aria-pressed', frozen);
  $('run').textContent = running ? 'Pause clock' : 'Start clock';
  tiles();
  say($('spoken'), `${where}${own.title ? `: ${own.title}` : ''}`);
}

function look(image, page) {
  const address = page == null ? null : picture(talk.deck, page, 640);
  if (address === null) image.removeAttribute('src');
  else if (image.getAttribute('src') !== address) image.src = address;
}

function tiles() {
  const { deck, state } = talk;
  if (version !== deck.version) {
    version = deck.version;
    const tile = (index) =>
      h('button', { type: 'button', class: 'tile', 'data-page': index, onclick: () => talk.do('go', { page: index }) }, thumb(deck, index), h('span', {}, `${deck.pages[index].label} ${deck.pages[index].title}`));
    const list = groupsOf(deck).flatMap(({ name, slides }, group) => [name || group > 0 ? h('h2', {}, name || 'Slides') : null, ...slides.map(tile)]);
    $('slides').replaceChildren(...list.filter(Boolean));
  }
  markTile($('slides').querySelectorAll('.tile'), deck, state.page);
}

everyMoment(talk, () => {
  const { gone, of, words, mood } = timing(talk);
  if ($('time').textContent !== `${gone}${of && ` of ${of}`}`) $('time').replaceChildren(gone, ...(of ? [h('small', {}, ` of ${of}`)] : []));
  $('time').dataset.mood = $('pace').dataset.mood = mood;
  say($('pace'), words);
});

for (const button of document.querySelectorAll('nav button')) {
  button.onclick = () => {
    for (const other of document.querySelectorAll('nav button')) {
      other.setAttribute('aria-pressed', other === button);
      $(other.dataset.view).hidden = other !== button;
    }
    $('slides').querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  };
}

const buzz = () => navigator.vibrate?.(12);
$('forth').onclick = () => (buzz(), talk.do('next'));
$('back').onclick = () => (buzz(), talk.do('back'));
$('run').onclick = () => talk.turnClock();
$('black').onclick = () => talk.turnScreen('black');
$('freeze').onclick = () => talk.turnFreeze();

// The pad.
let kind = 'laser';
for (const name of ['laser', 'spotlight']) {
  $(name).onclick = () => {
    kind = name;
    for (const other of ['laser', 'spotlight']) $(other).setAttribute('aria-pressed', other === name);
  };
}
const pad = $('pad');
function point(event) {
  const box = pad.getBoundingClientRect();
  const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((part) => Math.max(0, Math.min(1, part)));
  talk.point({ kind, x, y });
}
pad.addEventListener('pointerdown', (event) => {
  pad.setPointerCapture(event.pointerId);
  point(event);
});
pad.addEventListener('pointermove', (event) => (event.buttons || event.pointerType === 'touch') && point(event));
for (const end of ['pointerup', 'pointercancel']) pad.addEventListener(end, () => talk.point(null));
pad.addEventListener('dragstart', (event) => event.preventDefault());
talk.addEventListener('pointer', () => {
  const at = talk.pointer;
  $('dot').hidden = !at;
  if (at) Object.assign($('dot').style, { left: `${at.x * 100}%`, top: `${at.y * 100}%` });
});

// A remote control or a keyboard that is joined to the phone.
addEventListener('keydown', (event) => {
  if ($('control').hidden || event.target instanceof HTMLButtonElement) return;
  const act = { ArrowRight: 'next', PageDown: 'next', ' ': 'next', ArrowLeft: 'back', PageUp: 'back' }[event.key];
  if (act) {
    event.preventDefault();
    talk.do(act);
  }
});

talk.addEventListener('state', show);
talk.addEventListener('deck', show);
talk.addEventListener('connection', async () => {
  $('lost').hidden = talk.connected;
  if (talk.connected) askAgain();
  // Sent away, or the program was started anew: the code is asked for again.
  if (!talk.connected && (await fetch('/deck').catch(() => null))?.status === 401) location.reload();
});
talk.addEventListener('shut', () => location.reload());
enter();
