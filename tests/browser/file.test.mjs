// The HTML file of `plenary render -o talk.html`, opened from the disk.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { eventually, inBrowser } from './harness.mjs';
import { DECK, shows } from './talk.mjs';

/** Renders a deck to a file, and opens it. */
async function openFile({ project, open, serve }, { outline = DECK, hash = '', ...options } = {}) {
  const deck = await project(outline);
  const words = ['render', 'slides.yaml', '-o', 'talk.html', '--hidden'];
  await promisify(execFile)(process.env.PLENARY, words, { cwd: deck.folder });
  const address = pathToFileURL(path.join(deck.folder, 'talk.html')).href;
  serve(address);
  const page = await open(address + hash, options);
  return { page, address };
}

const popup = async (page, act) => (await Promise.all([page.waitForEvent('popup'), act()]))[0];

inBrowser('a file shows its slides, and presents them in two windows in step', async (tools) => {
  const { page } = await openFile(tools);
  await page.getByText('Presenter view').waitFor();
  await tools.accessible(page, 'slides');
  await tools.shoot(page, 'slides');
  // The structure, in the order of the outline.
  await page.getByRole('heading', { name: 'What we measured' }).waitFor({ state: 'attached' });
  assert.deepEqual(await page.locator('#measured li').allTextContents(), [
    'Oxygen',
    'Temperature',
    'Depth',
  ]);
  await page.getByRole('link', { name: 'the measures' }).click();
  assert.match(page.url(), /#measured$/);

  // Presenting starts at the slide that is visible.
  await page.getByRole('button', { name: 'Present', exact: true }).click();
  await shows(page, 1);
  await tools.accessible(page, 'audience');
  const presenter = await popup(page, () => page.keyboard.press('s'));
  await shows(presenter.locator('#current'), 1);
  await presenter.getByText('Oxygen twice a day.').waitFor();
  await presenter.getByText('Audience window is open').waitFor();
  await tools.accessible(presenter, 'presenter view');
  await tools.shoot(presenter, 'presenter');
  await presenter.keyboard.press('ArrowRight');
  await shows(page, 2);
  await page.keyboard.press('PageDown');
  await shows(presenter.locator('#current'), 3);
  await presenter.keyboard.press('b');
  await page.locator('#curtain.black').waitFor();
  await presenter.keyboard.press('b');
  // The overview shows every slide; a jump is undone by `r`.
  await presenter.keyboard.press('o');
  await presenter.locator('#grid [data-part="backup"] button').click();
  await shows(page, 7);
  await presenter.keyboard.press('r');
  await shows(page, 3);

  // What is drawn appears in the other window, and a reload keeps the place and the drawing.
  await presenter.bringToFront();
  await presenter.keyboard.press('d');
  const box = await presenter.locator('#current .page').boundingBox();
  await presenter.mouse.move(box.x + 50, box.y + 50);
  await presenter.mouse.down();
  await presenter.mouse.move(box.x + 250, box.y + 150, { steps: 5 });
  await presenter.mouse.up();
  const isDrawn = (window) =>
    window.evaluate(() => {
      const canvas = document.querySelector('canvas.ink');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0);
    });
  await eventually(async () => assert.ok(await isDrawn(page)));
  await page.reload();
  await shows(page, 3);
  await eventually(async () => assert.ok(await isDrawn(page)));
  // Both windows are in step again, before and after a move.
  await shows(presenter.locator('#current'), 3);
  await presenter.keyboard.press('ArrowLeft');
  await shows(page, 2);
  await shows(presenter.locator('#current'), 2);

  // When the window with the talk is closed, the other one goes on.
  await page.close();
  await presenter.getByText('Open audience window').waitFor();
  const audience = await popup(presenter, () => presenter.keyboard.press('a'));
  await shows(audience, 2);
  await audience.keyboard.press('ArrowRight');
  await shows(presenter.locator('#current'), 3);
});

inBrowser('a file is a document without scripts, and on a phone', async (tools) => {
  const { page } = await openFile(tools, { javaScriptEnabled: false, size: 'phone' });
  await page.getByRole('heading', { name: 'Thank you' }).waitFor({ state: 'attached' });
  assert.equal(await page.locator('header.start').isVisible(), false);
  assert.ok((await page.locator('main svg').first().boundingBox()).width > 300);
  const other = await openFile(tools, { size: 'phone', hash: '#3' });
  const { page: phone } = other;
  await tools.accessible(phone, 'phone');
  await tools.shoot(phone, 'phone');
  await phone.getByRole('button', { name: 'Present', exact: true }).tap();
  await shows(phone, 4);
  // The way back leads to the slides.
  await phone.goBack();
  await phone.getByText('Presenter view').waitFor();
});

inBrowser('text of a deck is never markup in a file', async (tools) => {
  const evil = '</script><img src=x onerror=alert(1)>';
  const outline = `title: ${JSON.stringify(evil)}
lang: en
slides:
  - title: ${JSON.stringify(evil)}
    notes: ${JSON.stringify(evil)}
    text: $\\text{<b onclick=x>}$ and \`</style><script>\`
`;
  const { page } = await openFile(tools, { outline });
  await page.getByRole('button', { name: 'Presenter view' }).click();
  await page.locator('#current img').waitFor();
  assert.equal(await page.locator('img[src="x"], [onerror], [onclick]').count(), 0);
  assert.match(await page.locator('#notes').textContent(), /onerror/);
});
