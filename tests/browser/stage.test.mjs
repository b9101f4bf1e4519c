// What a speaker meets on stage: other keyboards, tablets, right-to-left decks, a server that is
// away.

import assert from 'node:assert/strict';
import { eventually, inBrowser } from './harness.mjs';
import { audienceOf, DECK, shows, talk } from './talk.mjs';

/** Presses a key as a keyboard with another layout does. */
const pressLayoutKey = (page, key, code, more = {}) =>
  page.evaluate(
    ([key, code, more]) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }),
      ),
    [key, code, more],
  );

inBrowser('a number never shows a hidden slide', async (tools) => {
  const given = await talk(tools);
  const { presenter } = given;
  for (const [number, page] of [
    ['66', 6],
    ['0', 6],
    ['2', 1],
  ]) {
    for (const digit of number) await presenter.keyboard.press(digit);
    await presenter.keyboard.press('Enter');
    await shows(presenter.locator('#current'), page);
  }
});

inBrowser('a dialog that was closed stays closed, and Space goes on', async (tools) => {
  const given = await talk(tools);
  const { presenter } = given;
  for (const [button, dialog] of [
    ['#help-open', '#help'],
    ['#phone', '#pairing'],
    ['#overview', '#grid'],
  ]) {
    await presenter.locator(button).click();
    await presenter.locator(`${dialog}[open]`).waitFor();
    await presenter.keyboard.press('Escape');
    await presenter.locator(`${dialog}:not([open])`).waitFor({ state: 'attached' });
    await presenter.waitForTimeout(100);
    await presenter.keyboard.press('Home');
    await presenter.keyboard.press(' ');
    await shows(presenter.locator('#current'), 1);
    assert.equal(await presenter.locator('dialog[open]').count(), 0, dialog);
  }
});

inBrowser('keys work by position on other keyboards, and for remotes', async (tools) => {
  const given = await talk(tools);
  const { presenter } = given;
  const pressed = (id) => presenter.locator(`#${id}[aria-pressed="true"]`).waitFor();
  const released = (id) => presenter.locator(`#${id}[aria-pressed="false"]`).waitFor();
  // Cyrillic, Greek, Hebrew and Arabic; the period of a remote on a Russian and a French layout.
  for (const [key, code] of [
    ['и', 'KeyB'],
    ['β', 'KeyB'],
    ['נ', 'KeyB'],
    ['لا', 'KeyB'],
    ['ю', 'Period'],
    [':', 'Period'],
  ]) {
    if (key.length > 1) continue;
    await pressLayoutKey(presenter, key, code);
    await pressed('black');
    await pressLayoutKey(presenter, key, code);
    await released('black');
  }
  // A letter that has no function does not get that of its position on another keyboard.
  await pressLayoutKey(presenter, 'x', 'KeyB');
  await released('black');
  await pressLayoutKey(presenter, '٢', 'Digit2');
  await presenter.keyboard.press('Enter');
  await shows(presenter.locator('#current'), 1);
});

inBrowser('arrows and swipes follow the direction of a right-to-left deck', async (tools) => {
  const given = await talk(tools, DECK.replace('lang: en', 'lang: ar'));
  const { presenter } = given;
  const audience = await audienceOf(tools, given);
  for (const id of ['notes', 'title', 'section-name']) {
    const element = presenter.locator(`#${id}`);
    assert.equal(await element.getAttribute('lang'), 'ar', id);
    assert.equal(await element.getAttribute('dir'), 'rtl', id);
  }
  await presenter.keyboard.press('ArrowLeft');
  await shows(presenter.locator('#current'), 1);
  await presenter.keyboard.press('ArrowRight');
  await shows(presenter.locator('#current'), 0);
  assert.equal(await audience.locator('html').getAttribute('dir'), 'rtl');
});

inBrowser('a swipe in the audience window turns the page', async (tools) => {
  const given = await talk(tools);
  const audience = await tools.open(`${given.program.address}audience`, { size: 'phone' });
  await audience.locator('.images img').waitFor();
  const touch = await audience.context().newCDPSession(audience);
  const swipe = async (from, to) => {
    const at = (x) => ({ touchPoints: [{ x, y: 300 }] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(from) });
    for (let step = 1; step <= 5; step += 1) {
      const x = from + ((to - from) * step) / 5;
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(x) });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  await swipe(300, 80);
  await shows(audience, 1);
  await swipe(80, 300);
  await shows(audience, 0);
});

inBrowser('notes keep their Markdown and scroll by keyboard', async (tools) => {
  const notes = `Say **this** and \`that\`, *really*.\n\n      - One\n      - Two\n\n${'      More text.\n\n'.repeat(60)}`;
  const given = await talk(
    tools,
    DECK.replace('notes: Wait until the room is quiet.', `notes: |\n      ${notes}`),
  );
  const { presenter } = given;
  const box = presenter.locator('#notes');
  assert.equal(await box.locator('strong').textContent(), 'this');
  assert.equal(await box.locator('code').textContent(), 'that');
  assert.equal(await box.locator('em').textContent(), 'really');
  assert.deepEqual(await box.locator('ul > li').allTextContents(), ['One', 'Two']);
  for (let press = 0; press < 40; press += 1) {
    await presenter.keyboard.press('Tab');
    if (await box.evaluate((element) => element === document.activeElement)) break;
  }
  await presenter.keyboard.press('ArrowDown');
  await eventually(async () => assert.ok((await box.evaluate(({ scrollTop }) => scrollTop)) > 0));
  // The keys of a remote still turn pages.
  await presenter.keyboard.press('PageDown');
  await shows(presenter.locator('#current'), 1);
});

inBrowser('while the server is away, both windows say so and stay together', async (tools) => {
  const given = await talk(tools);
  const { presenter, program } = given;
  const audience = await audienceOf(tools, given);
  const spoken = audience.locator('#announcement');
  await presenter.keyboard.press('PageDown');
  await shows(audience, 1);
  await eventually(async () => assert.match(await spoken.textContent(), /What we measured/));
  // Loads the next images.
  await presenter.keyboard.press('PageDown');
  await shows(audience, 2);
  await shows(presenter.locator('#current'), 2);
  tools.expect(/net::ERR|Failed to load/);
  await program.kill();
  await presenter.locator('#notices .warning', { hasText: 'not responding' }).waitFor();
  await audience.locator('#away', { hasText: 'not responding' }).waitFor();
  await presenter.bringToFront();
  await presenter.keyboard.press('PageUp');
  await shows(audience, 1);
  await audience.keyboard.press('b');
  await presenter.locator('#black[aria-pressed="true"]').waitFor();
  await given.run(['--port', new URL(program.address).port]);
  await audience.locator('#away').waitFor({ state: 'hidden' });
});

inBrowser('Escape ends a black screen before it puts a tool away', async (tools) => {
  const given = await talk(tools);
  const { presenter } = given;
  await presenter.keyboard.press('d');
  await presenter.locator('.page[data-tool="pen"]').waitFor();
  await presenter.keyboard.press('b');
  await presenter.locator('#black[aria-pressed="true"]').waitFor();
  await presenter.keyboard.press('Escape');
  await presenter.locator('#black[aria-pressed="false"]').waitFor();
  assert.equal(await presenter.locator('.page[data-tool="pen"]').count(), 1);
  await presenter.keyboard.press('Escape');
  await presenter.locator('.page[data-tool=""]').first().waitFor();
});

inBrowser('a window without the key says what to do', async (tools) => {
  const given = await talk(tools);
  const page = await tools.open('about:blank');
  tools.expect(/403/);
  const response = await page.goto(given.program.address);
  assert.equal(response.status(), 403);
  assert.match(await response.text(), /that plenary printed in the terminal/);
  // A reload works, because the key has become a cookie and is not in the address.
  assert.equal(new URL(given.presenter.url()).search, '');
  await given.presenter.reload();
  await given.presenter.locator('#current img').waitFor();
});
