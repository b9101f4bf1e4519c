// @ts-check
// The start of a file: its slides one below the other, until a talk is started.

import { h } from '../dom.js';
import { MediaLayer } from '../media.js';
import { forgetTalk } from './connection.js';
import { deck, openView, placeOf, sheets, startBar } from './parts.js';
import { fitTextLayers } from './text-layer.js';
import { openPresenterView, readAddress, viewAddress } from './windows.js';

/**
 * Lets a window of the talk take the place of the document.
 * @param {'audience' | 'presenter'} view
 */
function startView(view) {
  openView(view);
  if (view === 'audience') {
    import('../present/audience.js');
    const button = h('button', { type: 'button', onclick: openPresenterView }, 'Presenter view');
    document.getElementById('hint')?.append(' ', button, ' ', h('kbd', {}, 's'));
  } else {
    import('../present/presenter.js');
    // A file is on one computer.
    document.getElementById('phone')?.remove();
  }
  // The way back leads to the slides.
  addEventListener('hashchange', () => {
    if (readAddress().view !== view) location.reload();
  });
}

/** Returns the first page of the talk that shows the slide of which most is visible. */
function visiblePage() {
  const start = startBar.getBoundingClientRect().bottom;
  const visibleShare = (/** @type {HTMLElement} */ sheet) => {
    const { top, bottom, height } = sheet.getBoundingClientRect();
    const visible = Math.min(bottom, innerHeight) - Math.max(top, start);
    return Math.round((visible / height) * 50);
  };
  const shares = sheets.map(visibleShare);
  const sheet = shares.indexOf(Math.max(...shares));
  return Math.max(
    0,
    deck.pages.findIndex(({ image }) => placeOf(image)[0] === sheet),
  );
}

/**
 * Starts a talk at the slide that is visible.
 * @param {'audience' | 'presenter'} view
 */
function startTalk(view) {
  forgetTalk();
  history.pushState(null, '', viewAddress(view, visiblePage()));
  startView(view);
}

/** Plays the videos and recordings of the slides with the controls of the browser. */
function addMedia() {
  sheets.forEach((sheet, index) => {
    const page = deck.pages.findLast(({ image }) => placeOf(image)[0] === index);
    if (!page?.media.length) return;
    const layer = new MediaLayer({ controls: true });
    sheet.append(layer.element);
    layer.show(page.media);
  });
}

/** Keeps the slide that an address leads to clear of the bar, which has two lines on a phone. */
function keepClearOfBar() {
  const { height } = startBar.getBoundingClientRect();
  document.documentElement.style.setProperty('--start-height', `${Math.ceil(height) + 8}px`);
  document.querySelector(':target')?.scrollIntoView();
}

function showDocument() {
  startBar.hidden = false;
  keepClearOfBar();
  startBar.onclick = ({ target }) => {
    const start = target instanceof HTMLElement && target.dataset.start;
    if (!start) return;
    const view = start === 'presenter' ? 'presenter' : 'audience';
    // Browsers allow full screen only after a click.
    if (view === 'audience') document.documentElement.requestFullscreen?.().catch(() => {});
    startTalk(view);
  };
  addEventListener('keydown', (event) => {
    // A presenter remote starts the presentation with F5.
    if (readAddress().view || event.key !== 'F5' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    document.documentElement.requestFullscreen?.().catch(() => {});
    startTalk('audience');
  });
  addEventListener('popstate', () => readAddress().view && location.reload());
  addMedia();
  fitTextLayers();
}

const { view } = readAddress();
if (view) startView(view);
else showDocument();
