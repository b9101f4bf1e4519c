// The audience window of `plenary present`: automatic advance, transitions, full screen, and the
// other screen.

import assert from 'node:assert/strict';

import { eventually, inBrowser } from './harness.mjs';
import { audienceOf, shows, talk } from './talk.mjs';

/** Records the index of every page that the audience sees from now on. */
async function seen(audience) {
  await audience.evaluate(() => {
    const page = document.querySelector('.page');
    window.seen = [page.dataset.page];
    new MutationObserver(() => window.seen.push(page.dataset.page)).observe(page, {
      attributes: true,
      attributeFilter: ['data-page'],
    });
  });
  return async () => (await audience.evaluate(() => window.seen)).map(Number);
}

inBrowser(
  'slides advance automatically while an audience window is open and nothing holds them',
  async (tools) => {
    const given = await talk(
      tools,
      `title: By itself
lang: en
advance: 2s
slides:
  - title: One
    duration: 5min
  - title: Two
    bullets: { steps: true, items: [First, Second] }
  - title: Three
  - title: For questions
    backup: true
`,
    );
    const { presenter } = given;
    await presenter.keyboard.press('t');
    await eventually(async () =>
      assert.notEqual(await presenter.locator('#elapsed').textContent(), '0:00'),
    );
    // Without an audience window, slides do not advance.
    const coming = presenter.locator('#pace').getByText(/next in/);
    assert.equal(await coming.count(), 0);
    const audience = await audienceOf(tools, given);
    await presenter.bringToFront();
    for (const [hold, release] of [
      ['b', 'b'],
      ['w', 'Escape'],
      ['z', 'z'],
      ['t', 't'],
    ]) {
      await coming.waitFor();
      await presenter.keyboard.press(hold);
      await coming.waitFor({ state: 'hidden' });
      await presenter.keyboard.press(release);
    }
    await presenter.keyboard.press('z');
    await presenter.keyboard.press('ArrowRight');
    await shows(presenter.locator('#current'), 1);
    // The only test that has to wait for a fixed time: a page with one of the slide's two seconds
    // must not advance.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await shows(presenter.locator('#current'), 1);
    const pages = await seen(audience);
    await presenter.keyboard.press('z');
    await shows(audience, 3);
    // The steps share the time of the slide; the last slide does not advance.
    assert.deepEqual(await pages(), [0, 1, 2, 3]);
    await coming.waitFor({ state: 'hidden' });
  },
);

/** The two pages in the middle of each transition, the upper one last. */
const MIDDLES = {
  fade: ['old', 'new, opacity 0.5'],
  dissolve: ['old', 'new, opacity 0.5'],
  push: ['old, right 0.5', 'new, right -0.5'],
  'push down': ['old, down 0.5', 'new, down -0.5'],
  cover: ['old', 'new, right -0.5'],
  'cover down': ['old', 'new, down -0.5'],
  uncover: ['new', 'old, right 0.5'],
  'uncover down': ['new', 'old, down 0.5'],
  fly: ['old', 'new, right -0.5, opacity 0.5'],
  'fly down': ['old', 'new, down -0.5, opacity 0.5'],
  wipe: ['old', 'new, inset(0% 50% 0% 0%)'],
  'wipe left': ['old', 'new, inset(0% 0% 0% 50%)'],
  'wipe down': ['old', 'new, inset(0% 0% 50%)'],
  'wipe up': ['old', 'new, inset(50% 0% 0%)'],
  glitter: ['old', 'new, inset(0% 50% 0% 0%)'],
  'glitter down': ['old', 'new, inset(0% 0% 50%)'],
  split: ['old', 'new, inset(25% 0%)'],
  box: ['old', 'new, inset(25%)'],
  blinds: ['old', 'new, 8 strips, the first to 6.25% 0%'],
  'blinds down': ['old', 'new, 8 strips, the first to 0% 6.25%'],
  none: ['new'],
};

/** Stops the transition of the audience window in the middle; returns its layers and duration. */
const middle = (audience, address) =>
  audience.evaluate((address) => {
    const animations = document.querySelector('.images').getAnimations({ subtree: true });
    const seconds = new Set(
      animations.map((animation) => animation.effect.getTiming().duration / 1000),
    );
    for (const animation of animations) {
      animation.pause();
      animation.currentTime = animation.effect.getTiming().duration / 2;
    }
    const layers = [...document.querySelectorAll('.images img')].map((image) => {
      const { opacity, transform, clipPath } = getComputedStyle(image);
      const matrix = new DOMMatrix(transform);
      const strips = clipPath.match(/^polygon\((.*)\)$/)?.[1].split(', ');
      const said = [image.getAttribute('src') === address ? 'new' : 'old'];
      if (matrix.e) said.push(`right ${matrix.e / image.clientWidth}`);
      if (matrix.f) said.push(`down ${matrix.f / image.clientHeight}`);
      if (strips) said.push(`${strips.length / 5} strips, the first to ${strips[1]}`);
      else if (clipPath !== 'none') said.push(clipPath);
      if (opacity !== '1') said.push(`opacity ${opacity}`);
      return said.join(', ');
    });
    return { layers, seconds: [...seconds] };
  }, address);

/** The address of the image of each page. */
const addresses = (page) =>
  page.evaluate(async () =>
    (await (await fetch('/deck')).json()).pages.map(({ image }) => `${image}.svg`),
  );

inBrowser('every transition runs as the deck specifies', async (tools) => {
  const slides = Object.keys(MIDDLES).map((name) => {
    const [kind, direction] = name.split(' ');
    return `  - title: ${name}\n    text: This came by ${name}.\n    transition: { kind: ${kind}, duration: 40s${direction ? `, direction: ${direction}` : ''} }\n`;
  });
  const given = await talk(
    tools,
    `title: Moving\nlang: en\ntheme: night\nslides:\n  - title: Still\n${slides.join('')}`,
  );
  const audience = await audienceOf(tools, given);
  const pictures = await addresses(audience);
  for (const [index, [name, layers]] of Object.entries(MIDDLES).entries()) {
    await audience.keyboard.press('ArrowRight');
    // The key also ends the previous transition.
    await shows(audience, index + 1);
    assert.deepEqual(
      await middle(audience, pictures[index + 1]),
      { layers, seconds: name === 'none' ? [] : [40] },
      name,
    );
    if (['push', 'split', 'box', 'blinds'].includes(name))
      await tools.shoot(audience, `middle-${name}`);
  }
});

inBrowser(
  'a transition ends with the new page, steps fade in; going back and reduced motion have none',
  async (tools) => {
    const deck = `title: Moving
lang: en
transition: { kind: push, duration: 0.3s }
slides:
  - title: One
  - title: Two
    bullets: { steps: true, items: [First, Second] }
  - title: Three
`;
    const given = await talk(tools, deck);
    for (const reducedMotion of ['no-preference', 'reduce']) {
      const audience = await tools.open(`${given.program.address}audience`, {
        size: 'projector',
        reducedMotion,
      });
      await audience.evaluate(() => {
        const animate = Element.prototype.animate;
        window.moves = [];
        Element.prototype.animate = function (...how) {
          const animation = animate.apply(this, how);
          animation.finished.then(() => window.moves.push(how[1].duration));
          return animation;
        };
      });
      await shows(audience, 0);
      const pictures = await addresses(audience);
      for (const [key, page, moves] of [
        ['ArrowRight', 1, [300, 300]],
        ['ArrowRight', 2, [200]],
        ['ArrowRight', 3, [300, 300]],
        ['Home', 0, []],
      ]) {
        await audience.keyboard.press(key);
        await shows(audience, page);
        await eventually(async () => {
          const there = await audience.evaluate(() =>
            [...document.querySelectorAll('.images img')].map((image) => image.getAttribute('src')),
          );
          assert.deepEqual(there, [pictures[page]]);
        });
        const moved = await audience.evaluate(() => window.moves.splice(0));
        assert.deepEqual(
          moved,
          reducedMotion === 'reduce' ? [] : moves,
          `${key} to ${page}, ${reducedMotion}`,
        );
      }
      await audience.close();
    }
  },
);

const fills = (page, is) =>
  eventually(async () =>
    assert.equal(await page.evaluate(() => Boolean(document.fullscreenElement)), is),
  );

/**
 * Presses Escape as a keyboard does. In full screen, the browser handles it; Chromium without a
 * window does not, so the window is resized as the browser would do it.
 */
async function pressEscape(page) {
  const device = await page.context().newCDPSession(page);
  for (const type of ['rawKeyDown', 'keyUp'])
    await device.send('Input.dispatchKeyEvent', {
      type,
      key: 'Escape',
      code: 'Escape',
      windowsVirtualKeyCode: 27,
      nativeVirtualKeyCode: 27,
    });
  const { windowId } = await device.send('Browser.getWindowForTarget');
  for (const bounds of [{ windowState: 'normal' }, { width: 960, height: 540 }])
    await device.send('Browser.setWindowBounds', { windowId, bounds });
}

inBrowser(
  'f, F5, a double click and the button fill the screen, and Escape leaves it',
  async (tools) => {
    const { program } = await talk(tools);
    const audience = await tools.open(`${program.address}audience`, { viewport: null });
    await shows(audience, 0);
    await audience.keyboard.press('f');
    await fills(audience, true);
    // The keys still work.
    await audience.keyboard.press('ArrowRight');
    await shows(audience, 1);
    await pressEscape(audience);
    await fills(audience, false);
    await audience.keyboard.press('f');
    await fills(audience, true);
    await audience.keyboard.press('f');
    await fills(audience, false);
    // A presenter remote sends F5 to start, perhaps more than once; the page does not load again.
    await audience.evaluate(() => {
      window.isSame = true;
    });
    for (const key of ['F5', 'F5', 'Shift+F5']) {
      await audience.keyboard.press(key);
      await fills(audience, true);
    }
    assert.ok(await audience.evaluate(() => window.isSame));
    await pressEscape(audience);
    await fills(audience, false);
    await audience.mouse.dblclick(20, 20);
    await fills(audience, true);
    await pressEscape(audience);
    await fills(audience, false);
    await audience.mouse.move(300, 300);
    await tools.shoot(audience, 'hint');
    await audience.getByRole('button', { name: 'Full screen' }).click();
    await fills(audience, true);
    await audience.getByRole('button', { name: 'Full screen' }).waitFor({ state: 'hidden' });
    assert.equal(await audience.locator('.page').getAttribute('data-page'), '1');
  },
);

/** Grants the permission to see all screens, as the user would. */
async function allow(page) {
  const { targetInfo } = await (await page.context().newCDPSession(page)).send(
    'Target.getTargetInfo',
  );
  const browser = await page.context().browser().newBrowserCDPSession();
  const { browserContextId } = targetInfo;
  await browser.send('Browser.grantPermissions', {
    permissions: ['windowManagement'],
    origin: new URL(page.url()).origin,
    browserContextId,
  });
}

/** Opens the audience window with the button in the presenter view. */
async function opened(presenter) {
  const [audience] = await Promise.all([
    presenter.waitForEvent('popup'),
    presenter.locator('#audience').click(),
  ]);
  await audience.locator('.images img').waitFor();
  return audience;
}

/**
 * Opens the presenter view in a window of any size, after `script` changed what the browser can do.
 */
async function presenterOf(tools, script) {
  const { program, presenter: first } = await talk(tools);
  await first.close();
  const presenter = await tools.open('about:blank', { viewport: null });
  await presenter.context().addInitScript(() => {
    const request = Element.prototype.requestFullscreen;
    // Chromium without a window does not move to the screen that it fills, so record the request.
    Element.prototype.requestFullscreen = function (how) {
      window.filled = how.screen?.left ?? 'any';
      return request.call(this, how);
    };
  });
  if (script) await presenter.context().addInitScript(script);
  await presenter.goto(`${program.address}?key=${program.key}`);
  await presenter.locator('#current img').waitFor();
  return presenter;
}

const place = (page) => page.evaluate(() => [screenX, screenY, outerWidth, outerHeight]);
const button = (presenter, words) => presenter.locator('#audience').getByText(words).waitFor();

inBrowser('the audience window opens on the other screen and fills it', async (tools) => {
  const presenter = await presenterOf(tools);
  await allow(presenter);
  await button(presenter, 'Open audience window');
  const audience = await opened(presenter);
  assert.deepEqual(await place(audience), [1280, 0, 1920, 1080]);
  // If the browser has used up the first click by then, the second one fills the screen.
  await presenter.bringToFront();
  await presenter.locator('#audience').click();
  await fills(audience, true);
  assert.equal(await audience.evaluate(() => window.filled), 1280);
  await button(presenter, 'Audience window is open');
  // After a reload, the presenter view finds the window as it is.
  await audience.evaluate(() => (window.remembered = true));
  await presenter.reload();
  await presenter.locator('#current img').waitFor();
  await presenter.keyboard.press('a');
  await presenter.keyboard.press('ArrowRight');
  await shows(audience, 1);
  assert.deepEqual(
    await audience.evaluate(() => [window.remembered, Boolean(document.fullscreenElement)]),
    [true, true],
  );
  assert.equal(presenter.context().pages().length, 2);
  await pressEscape(audience);
  await fills(audience, false);
  await button(presenter, 'Audience window: fill screen');
  await audience.close();
  await button(presenter, 'Open audience window');
});

inBrowser('a window on the wrong screen fills the other one', async (tools) => {
  const presenter = await presenterOf(tools);
  const audience = await opened(presenter);
  assert.ok((await place(audience))[0] < 1280);
  await allow(presenter);
  await presenter.bringToFront();
  await presenter.locator('#audience').click();
  await fills(audience, true);
  assert.equal(await audience.evaluate(() => window.filled), 1280);
});

for (const [what, script] of [
  ['the user does not grant access to the screens', undefined],
  [
    'there is one screen',
    () => Object.defineProperty(Screen.prototype, 'isExtended', { get: () => false }),
  ],
  [
    'the browser does not support screens',
    () => {
      delete window.getScreenDetails;
      delete Screen.prototype.isExtended;
    },
  ],
]) {
  inBrowser(
    `the audience window opens next to the presenter view, and fills its own screen, when ${what}`,
    async (tools) => {
      const presenter = await presenterOf(tools, script);
      const audience = await opened(presenter);
      const [left, , width] = await place(audience);
      assert.ok(left < 1280 && width < 1280, `${left} ${width}`);
      await button(presenter, 'Audience window: fill screen');
      await presenter.bringToFront();
      await presenter.locator('#audience').click();
      await fills(audience, true);
      assert.equal(await audience.evaluate(() => window.filled), 'any');
    },
  );
}

inBrowser('a window that the browser blocks can be opened with another click', async (tools) => {
  const presenter = await presenterOf(tools, () => {
    const { open } = window;
    window.open = () => {
      window.open = open;
      return null;
    };
  });
  await presenter.locator('#audience').click();
  await button(presenter, 'The browser blocked the window: press again');
  await tools.shoot(presenter, 'blocked');
  await tools.accessible(presenter, 'presenter view whose window was blocked');
  await opened(presenter);
  await button(presenter, 'Audience window: fill screen');
});

inBrowser('an image that failed to load is shown when the server is back', async (tools) => {
  const slides = Array.from({ length: 12 }, (_, index) => `  - title: Slide ${index + 1}\n`);
  const given = await talk(tools, `title: Long\nlang: en\nslides:\n${slides.join('')}`);
  tools.expect(
    /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/,
  );
  const { presenter, program, run } = given;
  const audience = await audienceOf(tools, given);
  const picture = () => audience.locator('.images img').getAttribute('src');
  const before = await picture();
  await program.kill();
  await presenter.getByText('plenary is not responding').waitFor();
  // The audience still sees the old slide; the presenter view shows that it is not the current one.
  await audience.bringToFront();
  await audience.keyboard.type('9');
  await audience.keyboard.press('Enter');
  await presenter.bringToFront();
  await presenter.keyboard.press('End');
  await presenter.locator('#current .page.waiting').waitFor();
  await presenter.keyboard.press('o');
  await presenter.locator('#grid img.missing').first().waitFor({ state: 'attached' });
  await tools.shoot(presenter, 'away-overview');
  await presenter.keyboard.press('Escape');
  await tools.shoot(presenter, 'away');
  assert.equal(await picture(), before);
  assert.equal(await audience.getByText('cannot be drawn').count(), 0);
  await run(['--port', new URL(program.address).port]);
  await presenter.locator('#current .page:not(.waiting)').waitFor();
  await presenter.keyboard.press('End');
  await shows(audience, 11);
  await shows(presenter.locator('#current'), 11);
  await presenter.keyboard.press('o');
  await eventually(async () =>
    assert.equal(await presenter.locator('#grid img.missing').count(), 0),
  );
});
