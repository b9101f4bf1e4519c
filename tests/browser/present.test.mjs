// `plenary present`: the presenter view, the audience window, and a phone.

import assert from 'node:assert/strict';
import path from 'node:path';

import { eventually, inBrowser } from './harness.mjs';
import { audienceOf, DECK, shows, talk } from './talk.mjs';

inBrowser('two windows stay in sync, whichever is used', async (tools) => {
  const given = await talk(tools);
  const { presenter } = given;
  const audience = await audienceOf(tools, given);
  await presenter.keyboard.press('ArrowRight');
  await shows(audience, 1);
  await audience.keyboard.press('PageDown');
  await shows(presenter.locator('#current'), 2);
  assert.match(await presenter.locator('#place').textContent(), /2 of 5.*step 2 of 3/);
  await tools.shoot(presenter, 'presenter-dark');
  await tools.shoot(audience, 'audience');
  await tools.accessible(presenter, 'presenter, dark');
  await tools.accessible(audience, 'audience');
  await presenter.locator('#scheme').click();
  await tools.shoot(presenter, 'presenter-light');
  await tools.accessible(presenter, 'presenter, light');
});

inBrowser('keys move by step, by number, by slide and back after a jump', async (tools) => {
  const { presenter } = await talk(tools);
  const { keyboard } = presenter;
  const at = (index) => shows(presenter.locator('#current'), index);
  for (const [key, index] of [
    ['Space', 1],
    ['n', 2],
    ['p', 1],
    ['Shift+ArrowRight', 4],
    ['Backspace', 3],
    ['End', 6],
    ['Home', 0],
  ]) {
    await keyboard.press(key);
    await at(index);
  }
  await keyboard.type('3');
  await presenter.getByText('Go to 3').waitFor();
  await keyboard.press('Enter');
  await at(4);
  await keyboard.press('r');
  await at(0);
  // The last page says that it is the last.
  await keyboard.press('End');
  await keyboard.press('ArrowRight');
  await presenter.getByText('End of the talk').waitFor();
  await presenter.getByText('1 backup slide, 1 hidden slide').waitFor();
  await at(6);
  await tools.shoot(presenter, 'end');
  // A button that was clicked does not receive the space bar.
  await presenter.locator('#back').click();
  await at(5);
  await keyboard.press('Space');
  await at(6);
  // Backup and hidden slides are reached by a jump, and left by returning from it.
  await keyboard.press('o');
  await presenter.locator('#grid [data-part="hidden"] button').click();
  await at(8);
  await presenter.getByText('Hidden 1 of 1').waitFor();
  await keyboard.press('r');
  await at(6);
});

inBrowser('the screen turns black and white, and freezes', async (tools) => {
  const given = await talk(tools);
  const { presenter } = given;
  const audience = await audienceOf(tools, given);
  const curtain = audience.locator('#curtain');
  await presenter.keyboard.press('b');
  await audience.locator('#curtain.black').waitFor();
  await presenter.getByText('Audience sees a black screen').waitFor();
  await audience.keyboard.press('w');
  await audience.locator('#curtain.white').waitFor();
  await presenter.keyboard.press('Escape');
  await curtain.waitFor({ state: 'hidden' });
  await presenter.keyboard.press('.');
  await audience.locator('#curtain.black').waitFor();
  await presenter.keyboard.press('PageDown');
  await curtain.waitFor({ state: 'hidden' });
  await shows(audience, 1);
  // While frozen, the audience window keeps its page.
  await presenter.keyboard.press('z');
  await presenter.keyboard.type('4');
  await presenter.keyboard.press('Enter');
  await shows(presenter.locator('#current'), 5);
  await presenter.getByText('Frozen: audience sees 2').waitFor();
  assert.equal(await audience.locator('.page').getAttribute('data-page'), '1');
  await tools.shoot(presenter, 'frozen');
  await presenter.keyboard.press('z');
  await shows(audience, 5);
});

inBrowser(
  'the timer starts with the first step, pauses, resumes and shows when time is over',
  async (tools) => {
    const { presenter } = await talk(tools, DECK, ['--duration', '4s']);
    const gone = () => presenter.locator('#elapsed').textContent();
    await presenter.getByText('Starts with the first step').waitFor();
    await presenter.keyboard.press('ArrowRight');
    await eventually(async () => assert.notEqual(await gone(), '0:00'));
    await presenter.keyboard.press('t');
    await presenter.getByText(/^Paused/).waitFor();
    const paused = await gone();
    await presenter.keyboard.press('ArrowRight');
    await shows(presenter.locator('#current'), 2);
    assert.equal(await gone(), paused);
    await presenter.keyboard.press('t');
    await eventually(async () => assert.notEqual(await gone(), paused));
    await presenter.getByText(/^Over time by/).waitFor();
    await tools.shoot(presenter, 'over');
    await tools.accessible(presenter, 'presenter view over time');
    await presenter.keyboard.press('t');
    await presenter.keyboard.press('Shift+T');
    await presenter.getByText('Starts with the first step').waitFor();
    assert.equal(await gone(), '0:00');
  },
);

inBrowser('a reload and a crash resume at the same slide and time', async (tools) => {
  const { deck, presenter, program, run } = await talk(tools);
  tools.expect(
    /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ended by itself|signal/,
  );
  const seconds = async () =>
    (await presenter.locator('#elapsed').textContent())
      .split(':')
      .reduce((sum, part) => sum * 60 + Number(part), 0);
  await presenter.keyboard.type('3');
  await presenter.keyboard.press('Enter');
  await shows(presenter.locator('#current'), 4);
  await eventually(async () => assert.ok((await seconds()) >= 2));
  await presenter.reload();
  await shows(presenter.locator('#current'), 4);
  assert.ok((await seconds()) >= 2);
  const before = await seconds();
  // The talk is saved within a moment.
  await eventually(async () => assert.match(await stateOf(), /"page":4/));
  await program.kill();
  await presenter.getByText('plenary is not responding').waitFor();
  const again = await run(['--port', new URL(program.address).port]);
  assert.equal(again.address, program.address);
  await again.said(/resumed at slide 3/);
  await presenter.getByText(/^Resumed at the same slide/).waitFor();
  await shows(presenter.locator('#current'), 4);
  assert.ok((await seconds()) >= before);
  await tools.shoot(presenter, 'back');
  await presenter.getByRole('button', { name: 'Start over' }).click();
  await shows(presenter.locator('#current'), 0);
  assert.equal(await seconds(), 0);

  async function stateOf() {
    const { readdir, readFile } = await import('node:fs/promises');
    const folder = deck.path('.state/plenary/talks');
    const [name] = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    return readFile(path.join(folder, name), 'utf8');
  }
});

inBrowser('the overview finds slides, and the audience does not see it', async (tools) => {
  const given = await talk(tools, DECK.replace('Eleven of them', 'Élèven Straßen'));
  const { presenter } = given;
  const audience = await audienceOf(tools, given);
  await presenter.keyboard.press('o');
  const tiles = presenter.locator('#grid li button:visible');
  await eventually(async () => assert.equal(await tiles.count(), 7));
  await eventually(async () =>
    assert.ok(
      await presenter.evaluate(() =>
        [...document.querySelectorAll('#grid img')].every(
          (image) => image.complete && image.naturalWidth > 0,
        ),
      ),
    ),
  );
  await tools.shoot(presenter, 'overview');
  await tools.accessible(presenter, 'overview');
  // Upper or lower case, with or without accents, whole words or their beginning.
  await presenter.keyboard.type('eleven STRASS');
  await eventually(async () => assert.equal(await tiles.count(), 1));
  await presenter.keyboard.press('Enter');
  await shows(audience, 5);
  await presenter.keyboard.press('o');
  await presenter.keyboard.press('ArrowLeft');
  await presenter.keyboard.press('Enter');
  await shows(audience, 4);
  await eventually(async () => {
    await presenter.keyboard.press('?');
    assert.ok(await presenter.getByRole('heading', { name: 'Keyboard shortcuts' }).isVisible());
  });
  await tools.shoot(presenter, 'keys');
  await tools.accessible(presenter, 'keys');
});

inBrowser('the audience sees ink and pointers', async (tools) => {
  const given = await talk(tools);
  const { presenter } = given;
  const audience = await audienceOf(tools, given);
  const red = () =>
    audience.evaluate(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at + 3] > 200 && data[at] > 200 && data[at + 1] < 90) count += 1;
      return count;
    });
  await presenter.keyboard.press('ArrowRight');
  await shows(audience, 1);
  const box = await presenter.locator('#current .page').boundingBox();
  const at = (x, y) => [box.x + x * box.width, box.y + y * box.height];
  const { mouse } = presenter;
  await presenter.keyboard.press('l');
  await mouse.move(...at(0.4, 0.4));
  await mouse.move(...at(0.5, 0.5));
  await audience.locator('.laser').waitFor();
  await eventually(async () =>
    assert.match(await audience.locator('.laser').getAttribute('style'), /left: 5\d(\.\d+)?%/),
  );
  await presenter.keyboard.press('s');
  await mouse.move(...at(0.5, 0.45));
  await audience.locator('.spotlight').waitFor();
  await tools.shoot(audience, 'spotlight');
  await presenter.keyboard.press('Escape');
  await audience.locator('.spotlight').waitFor({ state: 'hidden' });
  await presenter.keyboard.press('d');
  await mouse.move(...at(0.1, 0.6));
  await mouse.down();
  for (let step = 1; step <= 20; step += 1)
    await mouse.move(...at(0.1 + step * 0.03, 0.6 + 0.08 * Math.sin(step / 2)));
  await mouse.up();
  await eventually(async () => assert.ok((await red()) > 500));
  await tools.shoot(audience, 'drawing');
  await tools.shoot(presenter, 'drawing-presenter');
  // Ink stays on the next step of the slide, not on the next slide, and is there again on the way
  // back.
  await presenter.keyboard.press('ArrowRight');
  await shows(audience, 2);
  assert.ok((await red()) > 500);
  await presenter.keyboard.press('Shift+ArrowRight');
  await shows(audience, 4);
  await eventually(async () => assert.equal(await red(), 0));
  await presenter.keyboard.press('Shift+ArrowLeft');
  await eventually(async () => assert.ok((await red()) > 500));
  await presenter.keyboard.press('c');
  await eventually(async () => assert.equal(await red(), 0));
  await presenter.keyboard.press('u');
  await eventually(async () => assert.ok((await red()) > 500));
  await presenter.keyboard.press('e');
  await mouse.move(...at(0.1, 0.6));
  await mouse.down();
  await mouse.move(...at(0.13, 0.61));
  await mouse.up();
  await eventually(async () => assert.equal(await red(), 0));
});

inBrowser('a link on a slide jumps, and return goes back', async (tools) => {
  const given = await talk(tools);
  const { presenter } = given;
  const audience = await audienceOf(tools, given);
  await presenter.keyboard.type('3');
  await presenter.keyboard.press('Enter');
  await shows(audience, 4);
  await audience.locator('.links a').click();
  await shows(presenter.locator('#current'), 1);
  await presenter.keyboard.press('r');
  await shows(audience, 4);
});

inBrowser('a save keeps the position, and only the presenter sees errors', async (tools) => {
  const given = await talk(tools);
  const { presenter, deck } = given;
  const audience = await audienceOf(tools, given);
  await presenter.keyboard.type('4');
  await presenter.keyboard.press('Enter');
  await shows(audience, 5);
  const picture = () => audience.locator('.images img').last().getAttribute('src');
  const before = await picture();
  await deck.edit('slides.yaml', (text) =>
    text
      .replace(
        '  - title: What we found',
        '  - title: One more\n    text: Before\n  - title: What we found',
      )
      .replace('Eleven', 'Twelve'),
  );
  await shows(presenter.locator('#current'), 6);
  await eventually(async () => assert.notEqual(await picture(), before));
  const after = await picture();
  await deck.edit('slides.yaml', (text) =>
    text.replace('title: The numbers', 'titel: The numbers'),
  );
  await presenter.locator('#notices').getByText('slides.yaml has an error').waitFor();
  await tools.shoot(presenter, 'error');
  assert.equal(await picture(), after);
  assert.equal(await audience.getByText('error').count(), 0);
  await deck.edit('slides.yaml', (text) =>
    text.replace('titel:', 'title:').replace(/ {2}- title: What we found[\s\S]*/, ''),
  );
  await presenter.locator('#notices > div').waitFor({ state: 'detached' });
  // The deck is now shorter, so its last page is shown.
  await shows(audience, 4);
});

inBrowser('every window fits every size of screen', async (tools) => {
  const given = await talk(tools);
  for (const [size, viewport] of Object.entries({
    wide: [1920, 1080],
    '4k': [3840, 2160],
    tablet: [768, 1024],
    phone: [360, 740],
    low: [1024, 600],
  })) {
    const page = await tools.open(given.program.address, {
      scheme: 'dark',
      viewport: { width: viewport[0], height: viewport[1] },
    });
    await page.locator('#current img').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(wide, `nothing overflows: ${size}`);
    await tools.shoot(page, `presenter-${size}`);
    await page.close();
  }
});

inBrowser('a code pairs one phone', async (tools) => {
  const { presenter, program } = await talk(tools, DECK, ['--remote=127.0.0.1']);
  const address = (await program.said(/remote control: (http:\S+)/))[1];
  tools.serve(address);
  tools.expect(/401|403|410/);
  await presenter.locator('#phone').click();
  const code = (await presenter.locator('.code').textContent()).replace(' ', '');
  await tools.shoot(presenter, 'door');
  await tools.accessible(presenter, 'door');
  const phone = await tools.open(address, { size: 'phone', scheme: 'dark' });
  await phone.locator('#code').fill('1234 5678');
  await phone.getByRole('button', { name: 'Connect' }).click();
  await phone.getByText('Wrong code').waitFor();
  await tools.shoot(phone, 'phone-entrance');
  // As if the phone had scanned the QR code.
  await phone.goto(`${address}#${code}`);
  await phone.reload();
  await phone.locator('#next').click();
  await presenter.keyboard.press('Escape');
  await shows(presenter.locator('#current'), 1);
  await phone.getByText('Oxygen twice a day.').waitFor();
  await tools.shoot(phone, 'phone-notes');
  await phone.getByRole('button', { name: 'Slides' }).click();
  await phone.getByRole('button', { name: /The numbers/ }).click();
  await shows(presenter.locator('#current'), 5);
  await tools.shoot(phone, 'phone-slides');
  await phone.getByRole('button', { name: 'Pointer' }).click();
  // Waits until the pad has stopped moving.
  await phone.locator('#pad').hover();
  await phone.mouse.down();
  await presenter.locator('#current .laser').waitFor();
  await tools.shoot(phone, 'phone-pointer');
  await phone.mouse.up();
  await presenter.locator('#current .laser').waitFor({ state: 'hidden' });
  // The code is used up; the paired phone stays paired after a reload.
  const other = await tools.open(`${address}#${code}`, { size: 'phone' });
  await other.getByText('No code is valid now').waitFor();
  await phone.reload();
  await phone.locator('#next').waitFor();
  // Disconnected, it has to enter a code.
  await presenter.locator('#phone').click();
  await presenter.getByRole('button', { name: 'Disconnect all phones' }).click();
  await phone.locator('#code').waitFor();
});

inBrowser('the presenter view works without storage', async (tools) => {
  const { program, presenter } = await talk(tools);
  await presenter.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    }),
  );
  await presenter.goto(program.address);
  await presenter.locator('#current img').waitFor();
  const size = () => presenter.locator('#notes').evaluate((notes) => notes.style.fontSize);
  assert.equal(await size(), '24px');
  await presenter.keyboard.press('+');
  assert.equal(await size(), '26px');
  await presenter.locator('#scheme').click();
  assert.equal(await presenter.locator('html').getAttribute('data-scheme'), 'light');
});
