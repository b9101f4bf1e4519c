// Videos, recordings and animated pictures in `present` and `preview`.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { eventually, inBrowser } from './harness.mjs';
import { audienceOf, shows, talk } from './talk.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../slides/media');
const names = ['lock.webm', 'lock.jpg', 'lock.vtt', 'gauge.gif', 'bird.mp3'];
const files = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [`media/${name}`, await readFile(path.join(folder, name))]),
  ),
);

const DECK = `title: A lock
lang: en
slides:
  - title: A boat rises
    video: { src: lock.webm, poster: media/lock.jpg, captions: lock.vtt, alt: A boat in a lock }
  - title: It starts by itself
    steps: true
    content:
      - video: { src: lock.webm, poster: media/lock.jpg, alt: A boat, autoplay: true, loop: true }
      - text: Slowly
  - title: A gauge
    figure: { src: media/gauge.gif, alt: A float }
`;

/** What a video of a window does. */
const stateOf = (window) =>
  window.locator('video').evaluate(({ paused, currentTime, muted, ended, videoWidth }) => ({
    paused,
    currentTime,
    muted,
    ended,
    videoWidth,
  }));

inBrowser('the presenter plays and pauses a video in both windows', async (tools) => {
  const given = await talk(tools, DECK, [], files);
  const { presenter } = given;
  const audience = await audienceOf(tools, given);
  const current = presenter.locator('#current');
  assert.equal((await stateOf(audience)).paused, true);
  await presenter.bringToFront();
  await presenter.keyboard.press('v');
  for (const window of [current, audience]) {
    await eventually(async () => {
      const { paused, currentTime, videoWidth } = await stateOf(window);
      assert.ok(!paused && currentTime > 0.2 && videoWidth === 160);
    });
  }
  // The presenter's own window is silent.
  assert.equal((await stateOf(current)).muted, true);
  const [here, there] = await Promise.all([stateOf(current), stateOf(audience)]);
  assert.ok(Math.abs(here.currentTime - there.currentTime) < 1, JSON.stringify([here, there]));
  await audience.bringToFront();
  await tools.shoot(audience, 'playing');
  await tools.shoot(presenter, 'presenter');
  const cues = await audience
    .locator('video')
    .evaluate(({ textTracks: [track] }) => [track.mode, track.cues.length]);
  assert.deepEqual(cues, ['showing', 3]);
  await audience.keyboard.press('v');
  for (const window of [current, audience]) {
    await eventually(async () => assert.equal((await stateOf(window)).paused, true));
  }
  const [pausedHere, pausedThere] = await Promise.all([stateOf(current), stateOf(audience)]);
  assert.ok(Math.abs(pausedHere.currentTime - pausedThere.currentTime) < 0.5);
  await tools.accessible(audience, 'audience window with a video');
});

inBrowser('a video starts when its slide appears and goes on through its steps', async (tools) => {
  const given = await talk(tools, DECK, [], files);
  const { presenter } = given;
  const audience = await audienceOf(tools, given);
  await presenter.keyboard.press('ArrowRight');
  await shows(audience, 1);
  const first = await audience.locator('video').elementHandle();
  await eventually(async () => assert.equal((await stateOf(audience)).paused, false));
  await presenter.keyboard.press('ArrowRight');
  await shows(audience, 2);
  assert.ok(await first?.evaluate((video) => video.isConnected && !video.paused && video.loop));
  // A black screen pauses it.
  await presenter.bringToFront();
  await presenter.keyboard.press('b');
  await eventually(async () => assert.equal((await stateOf(audience)).paused, true));
  await presenter.keyboard.press('b');
  // The animated picture is over its still.
  await presenter.keyboard.press('ArrowRight');
  await shows(audience, 3);
  assert.equal(await audience.locator('video').count(), 0);
  const picture = audience.locator('.player.picture img');
  assert.equal(await picture.evaluate(({ naturalWidth }) => naturalWidth), 480);
  await tools.shoot(audience, 'gauge');
});

inBrowser('the preview plays a video with controls', async (tools) => {
  const deck = await tools.project(DECK, files);
  const preview = await tools.start(deck, ['preview', 'slides.yaml']);
  const page = await tools.open(preview.address);
  await page.locator('video').waitFor();
  await tools.shoot(page, 'preview');
  await page.keyboard.press('v');
  await eventually(async () => assert.ok((await stateOf(page)).currentTime > 0.2));
  await page.keyboard.press('v');
  await eventually(async () => assert.equal((await stateOf(page)).paused, true));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('?');
  await page.getByText('Play or pause a video or recording').waitFor();
});
