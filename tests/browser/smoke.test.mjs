// Tests the harness itself: that it supports what tests need, and that it reports errors of pages.

import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { eventually, inBrowser, SIZES } from './harness.mjs';

/** Starts a server with one page. */
async function site(body, serve) {
  const page = `<!doctype html><html lang="en"><title>Smoke</title><link rel="icon" href="data:,"><main><h1>Smoke</h1>${body}</main>`;
  const server = http.createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(page),
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}/`;
  serve(address, () => server.closeAllConnections() ?? server.close());
  return address;
}

inBrowser(
  'pages have the requested size and color scheme, and screenshots are taken',
  async ({ project, serve, open, shoot, accessible }) => {
    const address = await site('<p>Hello</p>', serve);
    const { BROWSER_SHOTS } = process.env;
    process.env.BROWSER_SHOTS ||= (await project('slides.yaml')).folder;
    for (const [size, { viewport }] of Object.entries(SIZES)) {
      const page = await open(address, { size, scheme: 'dark' });
      const seen = await page.evaluate(() => [
        innerWidth >= 360,
        matchMedia('(prefers-color-scheme: dark)').matches,
        navigator.maxTouchPoints > 0,
      ]);
      assert.deepEqual(seen, [true, true, viewport.width < 1000], size);
      await accessible(page);
      await shoot(page, size);
      assert.ok(
        (await stat(path.join(process.env.BROWSER_SHOTS, `smoke-${size}.png`))).size > 1000,
      );
    }
    process.env.BROWSER_SHOTS = BROWSER_SHOTS;
  },
);

inBrowser('files are saved in the ways of all editors', async ({ project }) => {
  const talk = await project('slides.yaml', { 'data/numbers.csv': 'a,b\n1,2\n' });
  assert.match(await talk.read('slides.yaml'), /^slides:/m);
  assert.equal(await talk.read('data/numbers.csv'), 'a,b\n1,2\n');
  for (const how of ['rename', 'in place', 'backup', 'halves']) {
    await talk.edit('slides.yaml', (text) => `${text}# ${how}\n`, how);
    assert.ok((await talk.read('slides.yaml')).endsWith(`# ${how}\n`), how);
  }
});

for (const [what, body, complaint] of [
  ['throws', '<script>throw new Error("oh")</script>', /page error: Error: oh/],
  ['logs an error', '<script>console.error("oh")</script>', /console: oh/],
  [
    'sends a request elsewhere',
    '<img alt="" src="http://127.0.0.1:9/away.png">',
    /asked for http:\/\/127\.0\.0\.1:9\/away\.png/,
  ],
]) {
  inBrowser(`a page that ${what} is reported`, async ({ serve, open, expect, objections }) => {
    const page = await open(await site(body, serve));
    await page.waitForLoadState('load');
    await eventually(() => assert.match(objections().join('\n'), complaint));
    expect(/./);
  });
}

inBrowser('a page that is not accessible is reported', async ({ serve, open, accessible }) => {
  const page = await open(await site('<img src="data:,"><p style="color:#ccc">pale</p>', serve));
  await assert.rejects(
    accessible(page, 'smoke'),
    /image-alt[\s\S]*color-contrast|color-contrast[\s\S]*image-alt/,
  );
});
