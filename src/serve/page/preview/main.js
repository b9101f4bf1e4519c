// Puts the page together.

import { App } from '/page/app.js';
import { $, say } from '/page/dom.js';
import { follow } from '/page/events.js';
import { Findings } from '/page/findings.js';
import { Inspect } from '/page/inspect.js';
import { listen } from '/page/keys.js';
import { List } from '/page/list.js';
import { Notes } from '/page/notes.js';
import { Overview } from '/page/overview.js';
import { askAgain } from '/page/pictures.js';
import { Search } from '/page/search.js';
import { choose, setting, turnScheme } from '/page/settings.js';
import { Stage } from '/page/stage.js';
import { Zoom } from '/page/zoom.js';

const app = new App();
/** Goes to the page that is on the right (1) or on the left (-1). */
const turn = (side) => (side > 0 === !app.deck?.from_right ? app.next() : app.back());
const zoom = new Zoom(turn);
const stage = new Stage(app, zoom);
const list = new List(app);
const overview = new Overview(app);
const findings = new Findings(app);
const notes = new Notes(app);
const search = new Search(app);
const inspect = new Inspect(app, stage);

// The bar below: where we are.
$('back').onclick = () => app.back();
$('on').onclick = () => app.next();
$('goto').onsubmit = (event) => {
  event.preventDefault();
  const wanted = $('number').value.trim();
  const labelled = app.slides.findIndex((slide) => slide.label === wanted);
  const number = Number.parseInt(wanted, 10);
  if (labelled >= 0) app.go(labelled);
  else if (number >= 1) app.go(number - 1);
  else app.go(app.slide, app.step);
  $('stage').focus({ preventScroll: true });
};
$('number').onblur = () => {
  if (app.slides.length > 0) $('number').value = app.label(app.slide);
};
$('number').addEventListener('keydown', ({ key }) => key === 'Escape' && $('stage').focus({ preventScroll: true }));
const goTo = (digit = '') => {
  $('number').focus();
  if (digit) $('number').value = digit;
  else $('number').select();
};

app.on('place', () => {
  const { slides, slide, step } = app;
  const isEmpty = slides.length === 0;
  $('goto').hidden = isEmpty;
  $('back').disabled = isEmpty || (slide === 0 && step === 0);
  if (isEmpty) {
    $('on').disabled = true;
    $('steps').hidden = true;
    return;
  }
  const { pages, title } = slides[slide];
  $('on').disabled = slide === slides.length - 1 && step === pages.length - 1;
  if (document.activeElement !== $('number')) $('number').value = app.label(slide);
  const last = slides.findLast(({ label }) => label)?.label;
  say($('count'), `of ${last ?? slides.length}`);
  $('steps').hidden = pages.length < 2;
  say($('steps'), `Step ${step + 1} of ${pages.length}`);
  const steps = pages.length > 1 ? `, step ${step + 1} of ${pages.length}` : '';
  say($('spoken'), `Slide ${app.label(slide)} of ${last ?? slides.length}${steps}: ${title || 'no title'}`);
});

// The bar above: what is going on.
let isConnected = true;
function state() {
  const { deck } = app;
  const isStale = (deck?.errors ?? 0) > 0;
  $('state').className = !isConnected ? 'lost' : isStale ? 'stale' : 'well';
  const name = deck?.outline ?? 'the outline';
  say($('said'), !isConnected ? 'The preview is not running. Waiting for it…' : deck?.read ? `Follows ${name}` : 'Reading…');
  document.body.classList.toggle('lost', !isConnected);
}
app.on('deck', () => {
  const { deck, slides, changed } = app;
  say($('title'), deck.title ?? deck.outline);
  $('title').lang = deck.lang ?? 'en';
  document.title = `${deck.errors > 0 ? '⚠ ' : ''}${deck.title ?? deck.outline} – preview`;
  $('stage').lang = deck.lang ?? 'en';
  const others = changed.filter(({ slide }) => slide !== app.slide && slides[slide]);
  $('changed').hidden = others.length === 0 || deck.errors > 0;
  if (others.length > 0) {
    const isOne = others.length === 1;
    say($('changed'), isOne ? `Slide ${app.label(others[0].slide)} changed` : `${others.length} slides changed`);
    $('changed').title = `Go to ${isOne ? 'it' : 'the next of them'} (j)`;
  }
  state();
});
app.on('place', () => app.changed.length === 1 && app.changed[0].slide === app.slide && ($('changed').hidden = true));
$('changed').onclick = () => app.toChanged();

const toggleFollow = () => {
  choose('follow', setting('follow') === 'yes' ? 'no' : 'yes');
  $('follow-toggle').setAttribute('aria-pressed', String(setting('follow') === 'yes'));
  if (setting('follow') === 'yes') app.toChanged();
};
$('follow-toggle').onclick = toggleFollow;
$('follow-toggle').setAttribute('aria-pressed', String(setting('follow') === 'yes'));
const toggleScheme = () => turnScheme('scheme');
$('scheme-toggle').onclick = toggleScheme;

const toggleFull = () => (document.fullscreenElement ? document.exitFullscreen() : $('main').requestFullscreen().catch(() => {}));
$('full-toggle').hidden = !document.fullscreenEnabled;
$('full-toggle').onclick = toggleFull;

// On a narrow screen, what does not fit into the bar is behind a button.
const tools = (is) => {
  $('tools').classList.toggle('open', is);
  $('more').setAttribute('aria-expanded', String(is));
};
$('more').onclick = () => tools(!$('tools').classList.contains('open'));
addEventListener('click', ({ target }) => !target.closest('#more') && !target.closest('#tools .zoom') && tools(false));

const close = () => {
  if ($('tools').classList.contains('open')) {
    tools(false);
    $('more').focus();
    return;
  }
  if (!inspect.close() && !overview.close() && !list.close()) findings.close();
};
const across = (side) => () => (zoom.isLarge ? zoom.pan(side * 80, 0) : turn(side));
const down = (side) => () => (zoom.isLarge ? zoom.pan(0, side * 80) : side > 0 ? app.next() : app.back());
listen(
  [
    [['ArrowRight'], '', '', across(1)],
    [['ArrowLeft'], '', '', across(-1)],
    [['ArrowDown'], '', '', down(1)],
    [['ArrowUp'], '', '', down(-1)],
    [['PageDown', ' '], '→ ↓ PageDown Space', 'On, step by step', () => app.next()],
    [['PageUp', 'Shift+ '], '← ↑ PageUp', 'Back', () => app.back()],
    [['Home'], 'Home', 'First slide', () => app.go(0)],
    [['End'], 'End', 'Last slide', () => app.go(Infinity, Infinity)],
    [['g'], 'g', 'Go to a slide: its number, then Enter', () => goTo()],
    [['digit'], '1 … 9', 'The same, beginning with the number', ({ key }) => (key === '0' ? zoom.set(1) : goTo(key))],
    [['/', 's'], '/', 'Search titles, words and notes', () => search.open()],
    [['o'], 'o', 'Overview of all slides', () => overview.toggle()],
    [['l'], 'l', 'List of slides', () => list.toggle()],
    [['n'], 'n', 'Notes', () => notes.toggle()],
    [['e'], 'e', 'Mistakes and warnings', () => findings.toggle()],
    [['i'], 'i', 'Which line says what is on the slide; again for the next (or click on it)', () => inspect.next(1)],
    [['I'], 'I', 'The one before', () => inspect.next(-1)],
    [['j'], 'j', 'Go to what the last save changed', () => app.toChanged()],
    [['+', '='], '+', 'Larger; arrows and dragging move the slide', () => zoom.larger()],
    [['-'], '-', 'Smaller', () => zoom.smaller()],
    [['0'], '0', 'Fit', () => zoom.set(1)],
    [['d'], 'd', 'Dark or light', toggleScheme],
    [['f'], 'f', 'Full screen', toggleFull],
    [['?'], '?', 'This list', () => $('help').showModal()],
    [[], 'Esc', 'Close what is open', close],
  ],
  close,
);

// Told anew when the server is back, too, whose pictures have other addresses then.
app.on('deck', askAgain);
addEventListener('hashchange', () => app.followHash());
follow('/events', {
  deck: ({ run }) => app.refresh(run),
  connection: (is) => {
    isConnected = is;
    state();
  },
});
