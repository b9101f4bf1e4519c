// The audience's window of `plenary present`: slides that come by themselves, transitions, full screen, the other screen.

import assert from 'node:assert/strict';

import { eventually, inBrowser } from './harness.mjs';
import { audienceOf, shows, talk } from './talk.mjs';

/** Every index of a page that the audience sees from now on, as a list that grows. */
async function seen(audience) {
  await audience.evaluate(() => {
    const page = document.querySelector('.page');
    window.seen = [page.dataset.page];
    new MutationObserver(() => window.seen.push(page.dataset.page)).observe(page, { attributes: true, attributeFilter: ['data-page'] });
  });
  return async () => (await audience.evaluate(() => window.seen)).map(Number);
}

inBrowser('slides come by themselves while somebody sees them, and wait while the speaker holds them', async (tools) => {
  const given = await talk(tools, `title: By itself
lang: en
advance: 2s
slides:
  - title: One
    duration: 1s
  - title: Two
    bullets: { steps: true, items: [First, Second] }
  - title: Three
  - title: For questions
    backup: true
`);
  const { presenter } = given;
  const coming = presenter.locator('#pace').getByText(/next by itself in 0:0[12]/);
  // Nobody sees it go, so it does not go.
  await presenter.keyboard.press('t');
  await eventually(async () => assert.equal(await presenter.locator('#gone').textContent(), '0:02'));
  assert.equal(await presenter.locator('#current .page').getAttribute('data-page'), '0');
  const audience = await audienceOf(tools, given);
  await presenter.bringToFront();
  for (const [hold, release] of [['b', 'b'], ['w', 'Escape'], ['z', 'z'], ['t', 't']]) {
    await coming.waitFor();
    await presenter.keyboard.press(hold);
    await coming.waitFor({ state: 'hidden' });
    const before = await presenter.evaluate(() => performance.now());
    // The one time where a test has to wait: that nothing comes in the slide's time shows only when it is over.
    if (hold === 'z') await presenter.waitForFunction((until) => performance.now() > until, before + 1500);
    assert.equal(await audience.locator('.page').getAttribute('data-page'), '0');
    await presenter.keyboard.press(release);
  }
  const pages = await seen(audience);
  await shows(audience, 3);
  // The steps share the slide's time; behind the last slide there is none that comes by itself.
  assert.deepEqual(await pages(), [0, 1, 2, 3]);
  await coming.waitFor({ state: 'hidden' });
});

/** What is seen of two pages in the middle of each transition, the upper one last. */
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

/** Takes the transition of the audience's window to its middle, where it stays; what is seen of it, how long it is, and how it ends. */
const middle = (audience, address) =>
  audience.evaluate((address) => {
    const animations = document.querySelector('.layers').getAnimations({ subtree: true });
    const seconds = new Set(animations.map((animation) => animation.effect.getTiming().duration / 1000));
    for (const animation of animations) {
      animation.pause();
      animation.currentTime = animation.effect.getTiming().duration / 2;
    }
    const layers = [...document.querySelectorAll('.layers img')].map((image) => {
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

/** The address of the picture of each page. */
const addresses = (page) => page.evaluate(async () => (await (await fetch('/deck')).json()).pages.map(({ drawing }, index) => `/pages/${index}/${drawing}.svg`));

inBrowser('every transition runs as the deck says', async (tools) => {
  const slides = Object.keys(MIDDLES).map((name) => {
    const [kind, direction] = name.split(' ');
    return `  - title: ${name}\n    text: This came by ${name}.\n    transition: { kind: ${kind}, duration: 40s${direction ? `, direction: ${direction}` : ''} }\n`;
  });
  const given = await talk(tools, `title: Moving\nlang: en\ntheme: night\nslides:\n  - title: Still\n${slides.join('')}`);
  const audience = await audienceOf(tools, given);
  const pictures = await addresses(audience);
  for (const [index, [name, layers]] of Object.entries(MIDDLES).entries()) {
    await audience.keyboard.press('ArrowRight');
    // The press also ends the transition before.
    await shows(audience, index + 1);
    assert.deepEqual(await middle(audience, pictures[index + 1]), { layers, seconds: name === 'none' ? [] : [40] }, name);
    if (['push', 'split', 'box', 'blinds'].includes(name)) await tools.shoot(audience, `middle-${name}`);
  }
});

inBrowser('a transition ends with the new page; steps, going back and who wants less motion have none', async (tools) => {
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
    const audience = await tools.open(`${given.program.address}audience`, { size: 'projector', reducedMotion });
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
    for (const [key, page, moves] of [['ArrowRight', 1, [300, 300]], ['ArrowRight', 2, []], ['ArrowRight', 3, [300, 300]], ['Home', 0, []]]) {
      await audience.keyboard.press(key);
      await shows(audience, page);
      await eventually(async () => {
        const there = await audience.evaluate(() => [...document.querySelectorAll('.layers img')].map((image) => image.getAttribute('src')));
        assert.deepEqual(there, [pictures[page]]);
      });
      const moved = await audience.evaluate(() => window.moves.splice(0));
      assert.deepEqual(moved, reducedMotion === 'reduce' ? [] : moves, `${key} to ${page}, ${reducedMotion}`);
    }
    await audience.close();
  }
});

inBrowser('a picture that did not come is shown when the server is back', async (tools) => {
  const slides = Array.from({ length: 12 }, (_, index) => `  - title: Slide ${index + 1}\n`);
  const given = await talk(tools, `title: Long\nlang: en\nslides:\n${slides.join('')}`);
  tools.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  const { presenter, program, run } = given;
  const audience = await audienceOf(tools, given);
  const picture = () => audience.locator('.layers img').getAttribute('src');
  const before = await picture();
  await program.kill();
  await presenter.getByText('plenary does not answer').waitFor();
  // The audience goes on seeing what it saw; the presenter is shown that this is not the slide.
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
  await eventually(async () => assert.equal(await presenter.locator('#grid img.missing').count(), 0));
});
