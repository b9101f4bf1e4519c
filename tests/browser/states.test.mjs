// Every state of the pages, for people who use a keyboard or a screen reader; and decks of all
// kinds.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { inBrowser } from './harness.mjs';

const DRAWN = { preview: '#canvas img', present: '#current img' };

/** Waits until the image of the slide is loaded. */
const drawn = (page, command) =>
  page.waitForFunction(
    (selector) => [...document.querySelectorAll(selector)].some((image) => image.naturalWidth > 0),
    DRAWN[command],
  );

const outline = () => `title: Our river
lang: en
slides:
  - layout: cover
  - title: A picture
    figure: { src: probe.png, alt: A tower }
    notes: Look up.
  - title: Steps
    bullets: { steps: true, items: [One, Two] }
`;

const tower = await readFile(new URL('../../images/tower.png', import.meta.url));

/** The key that leads to each state, what is visible then, and the key that ends it. */
const STATES = {
  preview: {
    notes: ['n', '#notes', 'n'],
    overview: ['o', '#overview', 'Escape'],
    search: ['/', '#search', 'Escape'],
    keys: ['?', '#help', 'Escape'],
    enlarged: ['+', '#stage.enlarged', '0'],
    source: ['i', '#source', 'Escape'],
  },
  present: {
    overview: ['o', '#grid', 'Escape'],
    search: ['/', '#grid', 'Escape'],
    keys: ['?', '#help', 'Escape'],
    black: ['b', '#black[aria-pressed=true]', 'b'],
    frozen: ['z', '#freeze[aria-pressed=true]', 'z'],
    drawing: ['d', '#current [data-tool=pen]', 'd'],
    spotlight: ['s', '#current [data-tool=spotlight]', 's'],
  },
};

for (const [command, states] of Object.entries(STATES)) {
  for (const size of ['notebook', 'phone']) {
    inBrowser(
      `${command} is accessible in every state on a ${size}`,
      async ({ project, start, open, accessible, shoot }) => {
        const talk = await project(outline(), { 'probe.png': tower });
        const program = await start(talk, [command, 'slides.yaml']);
        const page = await open(program.address, { size, reducedMotion: 'reduce' });
        await drawn(page, command);
        const look = async (state) => {
          for (const scheme of ['light', 'dark']) {
            await page.evaluate(
              (chosen) => (document.documentElement.dataset.scheme = chosen),
              scheme,
            );
            await accessible(page, `${state}, ${scheme}`);
            await shoot(page, `${command}-${scheme}-${size}-${state}`);
          }
        };
        await page.keyboard.press('ArrowRight');
        await look('slide');
        const list =
          command === 'preview' && size === 'phone' ? { list: ['l', '#list', 'Escape'] } : {};
        for (const [state, [key, seen, end]] of Object.entries({ ...states, ...list })) {
          await page.keyboard.press(key);
          await page.locator(seen).waitFor();
          await look(state);
          await page.keyboard.press(end);
          await page.locator(seen).waitFor({ state: 'hidden' });
        }
        if (command === 'present') {
          await page.locator('#phone').click();
          await page.getByRole('dialog', { name: 'Phone as remote control' }).waitFor();
          await look('pairing without --remote');
          await page.keyboard.press('Escape');
          const audience = await open(`${program.address}audience`, { beside: page, size });
          await audience.getByRole('button', { name: 'Full screen' }).waitFor();
          await audience.keyboard.press('1');
          await accessible(audience, 'audience');
        }
        await talk.edit('slides.yaml', (text) => text.replace('title: Steps', 'titel: Steps'));
        await page.getByText('titel').first().waitFor();
        await look('error');
      },
    );
  }

  inBrowser(
    `${command} survives missing and broken files`,
    async ({ project, start, open, expect, shoot }) => {
      expect(/404 \(Not Found\)/);
      const talk = await project(outline(), { 'probe.png': tower });
      const program = await start(talk, [command, 'slides.yaml']);
      const page = await open(program.address);
      await drawn(page, command);
      for (const [happening, undone, words] of [
        [
          () => talk.remove('slides.yaml'),
          () => talk.save('slides.yaml', outline()),
          'there is no file',
        ],
        [
          () => talk.save('probe.png', tower.subarray(0, 2000)),
          () => talk.save('probe.png', tower, 'halves'),
          'it is incomplete',
        ],
        [
          () => talk.remove('probe.png'),
          () => talk.save('probe.png', tower, 'in place'),
          'there is no file',
        ],
        [
          () => talk.save('slides.yaml', Buffer.alloc(100_000)),
          () => talk.save('slides.yaml', outline()),
          'is not a text file',
        ],
      ]) {
        await happening();
        const said = page.locator('body').getByText(words).filter({ visible: true }).first();
        await said.waitFor();
        await shoot(page, `${command}-${words.replace(/\W/g, '-')}`);
        await undone();
        await said.waitFor({ state: 'hidden' });
      }
      await drawn(page, command);
      // The page tries to reconnect.
      expect(/net::ERR_/);
      assert.equal(await program.stop(), 0);
    },
  );

  for (const [name, deck] of [
    ['from right to left', 'slides/rtl.yaml'],
    ['in many scripts', 'slides/scripts.yaml'],
    ['with steps', 'slides/steps.yaml'],
    ['with transitions', 'slides/presenting.yaml'],
    [
      'for an old projector',
      'title: Old\nlang: en\naspect_ratio: 4:3\nslides:\n  - layout: cover\n  - title: Two\n    bullets: [One, Two]\n',
    ],
  ]) {
    inBrowser(`${command} shows a deck ${name}`, async ({ project, start, open, shoot }) => {
      const talk = await project(deck);
      const program = await start(talk, [command, deck.includes('\n') ? 'slides.yaml' : deck]);
      const page = await open(program.address, { size: 'tablet' });
      await drawn(page, command);
      const first = await page.locator(DRAWN[command]).first().getAttribute('src');
      await page.keyboard.press('PageDown');
      await page.waitForFunction(
        ([selector, before]) =>
          [...document.querySelectorAll(selector)].some(
            (image) => image.getAttribute('src') !== before && image.naturalWidth > 0,
          ),
        [DRAWN[command], first],
      );
      // Nothing is wider than the window; a tablet would enlarge the window otherwise.
      assert.ok(
        await page.evaluate(
          () => Math.max(innerWidth, document.documentElement.scrollWidth) <= 768,
        ),
      );
      await shoot(page, `${command}-${name.replace(/\W/g, '-')}`);
    });
  }
}

// The remote control has only a dark color scheme, because it is used in dark rooms.
inBrowser(
  'the remote control is accessible in every state',
  async ({ project, start, open, serve, expect, accessible, shoot }) => {
    expect(/401|403|net::ERR_/);
    const talk = await project(outline(), { 'probe.png': tower });
    // Another address of this computer, with the same port.
    const run = (port = '0') =>
      start(talk, ['present', 'slides.yaml', '--remote=127.0.0.2', '--port', port]);
    const program = await run();
    const [, address, code] = await program.said(
      /remote control: (\S+) with the code (\d{4} \d{4})/,
    );
    serve(address);
    const presenter = await open(program.address, { size: 'phone' });
    await presenter.locator('#phone').click();
    await presenter.locator('.code').waitFor();
    for (const scheme of ['light', 'dark']) {
      await presenter.evaluate(
        (chosen) => (document.documentElement.dataset.scheme = chosen),
        scheme,
      );
      await accessible(presenter, `pairing, ${scheme}`);
      await shoot(presenter, `remote-pairing-${scheme}`);
    }
    const phone = await open(address, { size: 'phone' });
    const state = async (name, seen) => {
      await seen.waitFor();
      await accessible(phone, name);
      await shoot(phone, `remote-${name}`);
    };
    await state('entrance', phone.locator('#code'));
    await phone.locator('#code').fill('1234 5678');
    await phone.getByRole('button', { name: 'Connect' }).click();
    await state('refused', phone.getByText('Wrong code'));
    await phone.locator('#code').fill(code);
    await phone.getByRole('button', { name: 'Connect' }).click();
    await phone.getByRole('heading', { name: '1 of 3' }).waitFor();
    await phone.getByRole('button', { name: 'Next' }).click();
    await state('notes', phone.getByText('Look up.'));
    await phone.getByRole('button', { name: 'Black' }).click();
    await phone.getByRole('button', { name: 'Freeze' }).click();
    await state('black', phone.locator('#black[aria-pressed=true]'));
    await phone.getByRole('button', { name: 'Pointer' }).click();
    await state('pointer', phone.getByRole('button', { name: 'Spotlight' }));
    await program.kill();
    await phone.getByRole('button', { name: 'Slides' }).click();
    await state('lost', phone.getByText('The computer is not responding'));
    // After a restart, no phone is paired.
    await run(new URL(program.address).port);
    await phone.locator('#code').waitFor();
  },
);
