// `plenary preview` as its users see it.

import assert from 'node:assert/strict';
import { eventually, inBrowser, SIZES } from './harness.mjs';

const outline = `title: Our river
lang: en
paginate: true
slides:
  - title: Welcome
    bullets:
      - Good morning
  - section: Field work
  - title: What we measured
    bullets:
      - Oxygen, twice a day
      - Temperature
    notes: Mention the étude of last year.
  - title: Step by step
    steps: true
    bullets:
      - First of all
      - And then
  - title: Where to go
    bullets:
      - "[Back to the site](https://example.org/)"
`;

/** The title of the slide that is marked in the list. */
const current = (page) => page.locator('#list button[aria-current] .name').textContent();
const shows = (page, title) => eventually(async () => assert.equal(await current(page), title));
/** Waits until the picture of the slide is there and says `words`. */
const says = (page, words) =>
  eventually(async () => {
    const [alt, width] = await page.locator('#picture').evaluate((picture) => [picture.alt, picture.naturalWidth]);
    assert.match(alt, words);
    assert.ok(width > 0);
  });
const pressed = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

inBrowser('a save shows at once, and the place stays', async ({ project, start, open, expect }) => {
  // Where saves follow each other quickly, a page may ask for a picture of a deck that is no more.
  expect(/404 \(Not Found\).*\.(svg|png)\)$/);
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  await says(page, /Good morning/);
  await pressed(page, 'ArrowRight', 'ArrowRight');
  await shows(page, 'What we measured');
  await says(page, /Oxygen/);
  // Nothing is loaded again: what is remembered in the page stays.
  await page.evaluate(() => (window.remembered = true));
  // No moment without a picture: the old one gives way to one that is ready.
  await page.evaluate(() => {
    window.blank = 0;
    new MutationObserver(() => {
      const picture = document.getElementById('picture');
      if (!picture?.complete || picture.naturalWidth === 0) window.blank += 1;
    }).observe(document.getElementById('canvas'), { childList: true, subtree: true, attributes: true });
  });
  for (const [how, words] of [['rename', 'Nitrogen'], ['in place', 'Carbon'], ['backup', 'Helium'], ['halves', 'Argon']]) {
    await talk.edit('slides.yaml', (text) => text.replace(/- (\w+), twice a day/, `- ${words}, twice a day`), how);
    await says(page, new RegExp(words));
    await shows(page, 'What we measured');
  }
  // Slides that come and go above do not move it.
  await talk.edit('slides.yaml', (text) => text.replace('  - section', '  - title: New one\n  - title: Another\n  - section'));
  await eventually(async () => assert.equal(await page.locator('#list li').count(), 7));
  await shows(page, 'What we measured');
  await talk.edit('slides.yaml', (text) => text.replace('  - title: New one\n  - title: Another\n', ''));
  await eventually(async () => assert.equal(await page.locator('#list li').count(), 5));
  await shows(page, 'What we measured');
  assert.deepEqual(await page.evaluate(() => [window.remembered, window.blank]), [true, 0]);
  // A reload keeps the place, too.
  await page.reload();
  await shows(page, 'What we measured');
});

inBrowser('it goes to what was changed where that is asked for', async ({ project, start, open }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  await shows(page, 'Welcome');
  await talk.edit('slides.yaml', (text) => text.replace('Temperature', 'Warmth'));
  await page.getByRole('button', { name: 'Slide 3 changed' }).click();
  await shows(page, 'What we measured');
  await page.getByRole('button', { name: 'Follow edits' }).click();
  await talk.edit('slides.yaml', (text) => text.replace('And then', 'At last'));
  await shows(page, 'Step by step');
  await says(page, /At last/);
  await page.reload();
  await shows(page, 'Step by step');
  assert.equal(await page.getByRole('button', { name: 'Follow edits' }).getAttribute('aria-pressed'), 'true');
});

inBrowser('a mistake is shown over the last good slide, and goes', async ({ project, start, open, shoot, accessible }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml', '--edit=true {file}:{line}']);
  const page = await open(preview.address);
  await says(page, /Good morning/);
  await pressed(page, 'End');
  await shows(page, 'Where to go');
  await talk.edit('slides.yaml', (text) => text.replace('    notes:', '    note:'));
  const mistakes = page.getByRole('complementary', { name: 'Mistakes and warnings' });
  await mistakes.getByText('is not a key').waitFor();
  await mistakes.getByText('notes').first().waitFor();
  await page.getByText('This is its last good state').waitFor();
  assert.equal(await mistakes.locator('mark').textContent(), 'note');
  await says(page, /Back to the site/);
  await eventually(async () => assert.match(await page.getByRole('alert').textContent(), /1 mistake\. Line 13/));
  await mistakes.getByRole('button', { name: 'slides.yaml:13:5' }).click();
  await mistakes.getByText('Opened').waitFor();
  await shoot(page, 'mistake');
  await accessible(page, 'page with a mistake');
  // Closed, it stays closed until there is another.
  await pressed(page, 'Escape');
  await mistakes.waitFor({ state: 'hidden' });
  await talk.edit('slides.yaml', (text) => text.replace('Good morning', 'Good evening'));
  await talk.edit('slides.yaml', (text) => text.replace('    note:', '    notes:'));
  await page.getByText('This is its last good state').waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('alert').textContent(), '');
  await shows(page, 'Where to go');
});

inBrowser('a deck that is broken or missing at first is waited for', async ({ project, start, open, shoot, accessible }) => {
  const talk = await project('title: [\n');
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  await page.getByText('slides.yaml cannot be shown yet').waitFor();
  await page.getByRole('complementary').locator('.error').first().waitFor();
  await shoot(page, 'broken');
  await accessible(page, 'page without slides');
  await talk.remove('slides.yaml');
  await eventually(async () => assert.match(await page.getByRole('complementary').textContent(), /no such file|not found|cannot be read|does not exist|no file/i));
  await talk.save('slides.yaml', outline);
  await says(page, /Good morning/);
  await page.getByText('cannot be shown yet').waitFor({ state: 'hidden' });
});

inBrowser('the keyboard does everything', async ({ project, start, open, shoot, accessible }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  await says(page, /Good morning/);
  await pressed(page, 'PageDown', ' ', ' ');
  await shows(page, 'Step by step');
  await page.getByText(/Step 1 of \d/).waitFor();
  await pressed(page, 'ArrowDown');
  await page.getByText(/Step 2 of \d/).waitFor();
  assert.match(page.url(), /#4\.2$/);
  await pressed(page, 'End', 'ArrowLeft', 'ArrowLeft', 'Home');
  await shows(page, 'Welcome');
  await pressed(page, '3', 'Enter');
  await shows(page, 'What we measured');
  await pressed(page, 'g');
  await page.keyboard.type('5');
  await pressed(page, 'Enter');
  await shows(page, 'Where to go');
  await pressed(page, 'n');
  await page.getByText('This slide has no notes.').waitFor();
  await pressed(page, '3', 'Enter');
  await page.getByText('Mention the étude of last year.').waitFor();
  await pressed(page, 'o');
  const overview = page.getByRole('region', { name: 'Overview' });
  await overview.getByText('Step by step').waitFor();
  await accessible(page, 'overview');
  await pressed(page, 'ArrowRight', 'Enter');
  await overview.waitFor({ state: 'hidden' });
  await shows(page, 'Step by step');
  await pressed(page, '+', '+');
  await page.getByText('150 %').waitFor();
  await pressed(page, '-');
  await page.getByText('125 %').waitFor();
  await pressed(page, '0');
  await eventually(async () => assert.equal(await page.locator('#zoom-now').textContent(), 'Fit'));
  await pressed(page, 'l');
  await page.getByRole('navigation', { name: 'Slides' }).waitFor({ state: 'hidden' });
  await pressed(page, 'd');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), 'dark');
  await pressed(page, '?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await help.getByText('Search titles, words and notes').waitFor();
  await accessible(page, 'list of keys');
  await shoot(page, 'keys');
  await pressed(page, 'Escape');
  await help.waitFor({ state: 'hidden' });
  await pressed(page, 'f');
  await eventually(async () => assert.equal(await page.evaluate(() => document.fullscreenElement?.id), 'main'));
  await pressed(page, 'f');
  await eventually(async () => assert.equal(await page.evaluate(() => document.fullscreenElement), null));
});

inBrowser('search finds titles, words and notes', async ({ project, start, open, shoot, accessible }) => {
  const talk = await project(outline.replace('Temperature', 'Straße nach Ærø, e\u0301te\u0301'));
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  await shows(page, 'Welcome');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  for (const [wanted, title] of [['oxygen TWICE', 'What we measured'], ['Etude', 'What we measured'], ['step by', 'Step by step'], ['morning', 'Welcome']]) {
    await pressed(page, '/');
    await page.keyboard.type(wanted);
    await dialog.getByText('1 slide', { exact: true }).waitFor();
    if (wanted === 'Etude') {
      await accessible(page, 'search');
      await shoot(page, 'search');
    }
    await pressed(page, 'Enter');
    await dialog.waitFor({ state: 'hidden' });
    await shows(page, title);
  }
  // What is found is marked, however it is written.
  for (const [wanted, marked] of [['strasse', 'Straße'], ['AERO', 'Ærø'], ['été', 'e\u0301te\u0301']]) {
    await pressed(page, '/');
    await page.keyboard.type(wanted);
    await eventually(async () => assert.deepEqual(await dialog.locator('mark').allTextContents(), [marked]));
    await pressed(page, 'Escape');
    await dialog.waitFor({ state: 'hidden' });
  }
  await pressed(page, '/');
  await page.keyboard.type('xylophone');
  await dialog.getByText('No slide says that.').waitFor();
  await pressed(page, 'Escape');
  await dialog.waitFor({ state: 'hidden' });
});

inBrowser('a click on an item shows its line, and opens it where that is allowed', async ({ project, start, open, shoot, accessible }) => {
  const talk = await project(outline);
  const editor = `--edit=sh -c 'echo "$1 $2" >> opened' {file} {line} {column}`;
  const preview = await start(talk, ['preview', 'slides.yaml', editor]);
  const page = await open(`${preview.address}#3`);
  await says(page, /Oxygen/);
  const place = page.getByRole('region', { name: 'Where it is written' });
  // The item is found by its line, wherever it stands on the slide.
  const spot = await eventually(async () => {
    const { spots } = await page.evaluate(async () => (await fetch('/details/2')).json());
    return spots.find(({ text }) => text.includes('Temperature')) ?? assert.fail('no spot');
  });
  const [width, height] = await page.evaluate(async () => {
    const { pages } = await (await fetch('/deck.json')).json();
    return [pages[2].width, pages[2].height];
  });
  const click = async () => {
    const box = await page.locator('#canvas').boundingBox();
    const [left, top, wide, high] = spot.area;
    await page.mouse.click(box.x + ((left + wide / 2) * box.width) / width, box.y + ((top + high / 2) * box.height) / height);
  };
  await eventually(async () => {
    await click();
    assert.match(await place.textContent(), /slides\.yaml, line 12.*- Temperature/);
  });
  await shoot(page, 'place');
  await accessible(page, 'place of an item');
  await place.getByRole('button', { name: 'Open in editor' }).click();
  await place.getByText('Opened').waitFor();
  await eventually(async () => assert.equal(await talk.read('opened'), '12 9\n'));
  // It moves with its line.
  await talk.edit('slides.yaml', (text) => text.replace('    bullets:\n      - Good', '\n\n    bullets:\n      - Good'));
  await eventually(async () => assert.match(await place.textContent(), /line 14/));
  await pressed(page, 'Escape');
  await place.waitFor({ state: 'hidden' });
  await pressed(page, 'i');
  await place.getByText(/line \d+/).waitFor();
});

inBrowser('without --edit nothing is opened', async ({ project, start, open }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  await says(page, /Good morning/);
  await eventually(async () => {
    await pressed(page, 'i');
    await page.getByRole('button', { name: 'Copy place' }).waitFor({ timeout: 1000 });
  });
  assert.equal(await page.getByRole('button', { name: 'Open in editor' }).count(), 0);
});

inBrowser('when the preview ends the page says so, and goes on when it is back', async ({ project, start, open, expect }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const port = new URL(preview.address).port;
  const page = await open(`${preview.address}#3`);
  await says(page, /Oxygen/);
  expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  assert.equal(await preview.stop(), 0);
  await page.getByText('The preview is not running. Waiting for it…').waitFor();
  await says(page, /Oxygen/);
  await talk.edit('slides.yaml', (text) => text.replace('Oxygen', 'Ozone').replace('  - section', '  - title: Inserted\n  - section'));
  await start(talk, ['preview', 'slides.yaml', '--port', port]);
  await page.getByText('Follows slides.yaml').waitFor();
  await says(page, /Ozone/);
  await shows(page, 'What we measured');
});

inBrowser('small pictures that did not come are not shown as broken, and come when the preview is back', async ({ project, start, open, expect, shoot }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  // On a phone the list is closed at first.
  const page = await open(preview.address, { size: 'phone' });
  await says(page, /Good morning/);
  expect(/net::ERR_/);
  await preview.kill();
  await page.getByText('The preview is not running').waitFor({ state: 'attached' });
  await pressed(page, 'o');
  const missing = page.locator('#overview img.missing');
  await eventually(async () => assert.equal(await missing.count(), 5));
  await shoot(page, 'missing');
  await start(talk, ['preview', 'slides.yaml', '--port', new URL(preview.address).port]);
  await eventually(async () => assert.equal(await missing.count(), 0));
  await shoot(page, 'missing-no-more');
});

inBrowser('many windows of one browser all follow', async ({ project, start, open }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const first = await open(preview.address);
  const pages = [first];
  // More than the six connections that a browser opens to one server.
  pages.push(...(await Promise.all(Array.from({ length: 8 }, () => open(preview.address, { beside: first })))));
  for (const page of pages) await says(page, /Good morning/);
  await talk.edit('slides.yaml', (text) => text.replace('Good morning', 'Good evening'));
  for (const page of pages) await says(page, /Good evening/);
  // Whichever of them listens for all: when it is closed, another does.
  for (const page of pages.splice(0, 4)) await page.close();
  await talk.edit('slides.yaml', (text) => text.replace('Good evening', 'Good night'));
  for (const page of pages) await says(page, /Good night/);
});

inBrowser('a deck from right to left goes on to the left', async ({ project, start, open }) => {
  const talk = await project('title: נהר\nlang: he\nslides:\n  - title: אחת\n  - title: שתיים\n');
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  await shows(page, 'אחת');
  await says(page, /אחת/);
  await pressed(page, 'ArrowLeft');
  await shows(page, 'שתיים');
});

inBrowser('a thousand slides are listed, and only those in sight are asked for', async ({ project, start, open }) => {
  const slides = Array.from({ length: 1000 }, (_, index) => `  - title: Slide number ${index + 1}\n    bullets: [Words of ${index + 1}]\n`);
  const talk = await project(`title: Long\nlang: en\npaginate: true\nslides:\n${slides.join('')}`);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  let pictures = 0;
  page.on('request', (request) => (pictures += /\.(png|svg)$/.test(request.url()) ? 1 : 0));
  await says(page, /Words of 1/);
  await pressed(page, '7', '7', '7', 'Enter');
  await says(page, /Words of 777/);
  await talk.edit('slides.yaml', (text) => text.replace('Words of 777', 'Other words'));
  await says(page, /Other words/);
  await shows(page, 'Slide number 777');
  await pressed(page, 'o');
  await page.getByRole('region', { name: 'Overview' }).getByText('Slide number 777').waitFor();
  assert.ok(pictures < 300, `${pictures} pictures`);
});

const screens = [...Object.entries(SIZES), ['lying phone', { ...SIZES.phone, viewport: { width: 740, height: 360 } }]];
for (const [size, screen] of screens) {
  inBrowser(`nothing is cut off on a ${size}`, async ({ project, start, open, shoot, accessible }) => {
    const talk = await project('slides.yaml');
    const preview = await start(talk, ['preview', 'slides.yaml']);
    const page = await open(`${preview.address}#12`, { ...screen, reducedMotion: 'reduce' });
    await says(page, /\w/);
    const look = async (state) => {
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await accessible(page, `${state}, ${colorScheme}`);
        await shoot(page, `${size.replace(' ', '-')}-${state}-${colorScheme}`);
      }
    };
    await look('page');
    const inside = async () => {
      const outside = await page.evaluate(() =>
        [...document.querySelectorAll('button, input, #canvas, #list, footer')]
          .filter((element) => element.checkVisibility() && !element.matches('#list *, #overview *'))
          .map((element) => [element.id || element.textContent, element.getBoundingClientRect()])
          .filter(([, box]) => box.left < 0 || box.right > innerWidth + 0.5 || box.top < 0 || box.bottom > innerHeight + 0.5)
          .map(([name]) => name),
      );
      assert.deepEqual(outside, []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    };
    await inside();
    if (size === 'phone') {
      await page.getByRole('button', { name: 'More' }).tap();
      await page.getByRole('button', { name: 'Notes' }).waitFor();
      await inside();
      await look('menu');
      await page.getByRole('button', { name: 'Overview' }).tap();
      await page.getByRole('region', { name: 'Overview' }).waitFor();
      await look('overview');
    }
  });
}

inBrowser('fingers turn pages and make the slide larger', async ({ project, start, open }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address, { size: 'phone' });
  await says(page, /Good morning/);
  const device = await page.context().newCDPSession(page);
  const touch = (type, ...points) => device.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  await touch('touchStart', [280, 360]);
  await touch('touchMove', [180, 362]);
  await touch('touchMove', [60, 364]);
  await touch('touchEnd');
  await eventually(async () => assert.match(page.url(), /#2$/));
  await touch('touchStart', [60, 360]);
  await touch('touchMove', [280, 360]);
  await touch('touchEnd');
  await eventually(async () => assert.match(page.url(), /#1$/));
  const wide = () => page.locator('#canvas').evaluate((canvas) => canvas.offsetWidth);
  const before = await wide();
  await touch('touchStart', [150, 360], [210, 360]);
  await touch('touchMove', [90, 360], [270, 360]);
  await touch('touchEnd');
  await eventually(async () => assert.ok((await wide()) > before * 1.5));
});
