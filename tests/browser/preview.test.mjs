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

/** Returns the title of the current slide in the list. */
const current = (page) => page.locator('#list button[aria-current] .name').textContent();
const shows = (page, title) => eventually(async () => assert.equal(await current(page), title));
/** Waits until the image of the slide is loaded and its description matches `words`. */
const says = (page, words) =>
  eventually(async () => {
    const [label, width] = await page
      .locator('#canvas .images')
      .evaluate((images) => [images.ariaLabel, images.querySelector('img').naturalWidth]);
    assert.match(label, words);
    assert.ok(width > 0);
  });
const pressed = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

inBrowser(
  'a save shows at once, and the position stays',
  async ({ project, start, open, expect }) => {
    // After quick saves, a page may request an image of a deck that no longer exists.
    expect(/404 \(Not Found\).*\.(svg|png)\)$/);
    const talk = await project(outline);
    const preview = await start(talk, ['preview', 'slides.yaml']);
    const page = await open(preview.address);
    await says(page, /Good morning/);
    await pressed(page, 'ArrowRight', 'ArrowRight');
    await shows(page, 'What we measured');
    await says(page, /Oxygen/);
    // The page is not reloaded: its variables stay.
    await page.evaluate(() => (window.remembered = true));
    // There is always an image: the old one is replaced by one that is ready.
    await page.evaluate(() => {
      window.blank = 0;
      new MutationObserver(() => {
        const image = document.querySelector('#canvas img');
        if (!image?.complete || image.naturalWidth === 0) window.blank += 1;
      }).observe(document.getElementById('canvas'), {
        childList: true,
        subtree: true,
        attributes: true,
      });
    });
    for (const [how, words] of [
      ['rename', 'Nitrogen'],
      ['in place', 'Carbon'],
      ['backup', 'Helium'],
      ['halves', 'Argon'],
    ]) {
      await talk.edit(
        'slides.yaml',
        (text) => text.replace(/- (\w+), twice a day/, `- ${words}, twice a day`),
        how,
      );
      await says(page, new RegExp(words));
      await shows(page, 'What we measured');
    }
    // Slides that are added or removed before it do not change the position.
    await talk.edit('slides.yaml', (text) =>
      text.replace('  - section', '  - title: New one\n  - title: Another\n  - section'),
    );
    await eventually(async () => assert.equal(await page.locator('#list li').count(), 7));
    await shows(page, 'What we measured');
    await talk.edit('slides.yaml', (text) =>
      text.replace('  - title: New one\n  - title: Another\n', ''),
    );
    await eventually(async () => assert.equal(await page.locator('#list li').count(), 5));
    await shows(page, 'What we measured');
    assert.deepEqual(await page.evaluate(() => [window.remembered, window.blank]), [true, 0]);
    // A reload keeps the position, too.
    await page.reload();
    await shows(page, 'What we measured');
  },
);

inBrowser('it goes to the changed slide on request', async ({ project, start, open }) => {
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
  assert.equal(
    await page.getByRole('button', { name: 'Follow edits' }).getAttribute('aria-pressed'),
    'true',
  );
});

inBrowser(
  'errors show next to the last slides without errors, until they are fixed',
  async ({ project, start, open, shoot, accessible }) => {
    const talk = await project(outline);
    const preview = await start(talk, ['preview', 'slides.yaml', '--edit=true {file}:{line}']);
    const page = await open(preview.address);
    await says(page, /Good morning/);
    await pressed(page, 'End');
    await shows(page, 'Where to go');
    await talk.edit('slides.yaml', (text) => text.replace('    notes:', '    note:'));
    const errors = page.getByRole('complementary', { name: 'Errors and warnings' });
    await errors.getByText('unknown key').waitFor();
    await errors.getByText('notes').first().waitFor();
    await page.getByText('the last version without errors').waitFor();
    assert.equal(await errors.locator('mark').textContent(), 'note');
    await says(page, /Back to the site/);
    await eventually(async () =>
      assert.match(await page.getByRole('alert').textContent(), /1 error\. Line 13/),
    );
    await errors.getByRole('button', { name: 'slides.yaml:13:5' }).click();
    await errors.getByText('Opened').waitFor();
    await shoot(page, 'error');
    await accessible(page, 'page with an error');
    // Once closed, the panel stays closed until there is another error.
    await pressed(page, 'Escape');
    await errors.waitFor({ state: 'hidden' });
    await talk.edit('slides.yaml', (text) => text.replace('Good morning', 'Good evening'));
    await talk.edit('slides.yaml', (text) => text.replace('    note:', '    notes:'));
    await page.getByText('the last version without errors').waitFor({ state: 'hidden' });
    assert.equal(await page.getByRole('alert').textContent(), '');
    await shows(page, 'Where to go');
  },
);

inBrowser(
  'a deck with errors or a missing deck shows as soon as it is fixed',
  async ({ project, start, open, shoot, accessible }) => {
    const talk = await project('title: [\n');
    const preview = await start(talk, ['preview', 'slides.yaml']);
    const page = await open(preview.address);
    await page.getByText('slides.yaml cannot be shown yet').waitFor();
    await page.getByRole('complementary').locator('.error').first().waitFor();
    await shoot(page, 'broken');
    await accessible(page, 'page without slides');
    await talk.remove('slides.yaml');
    await eventually(async () =>
      assert.match(
        await page.getByRole('complementary').textContent(),
        /no such file|not found|cannot be read|does not exist|no file/i,
      ),
    );
    await talk.save('slides.yaml', outline);
    await says(page, /Good morning/);
    await page.getByText('cannot be shown yet').waitFor({ state: 'hidden' });
  },
);

inBrowser('every function has a key', async ({ project, start, open, shoot, accessible }) => {
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
  await page.getByText('This slide has no speaker notes.').waitFor();
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
  await eventually(async () =>
    assert.equal(await page.locator('#zoom-level').textContent(), 'Fit'),
  );
  await pressed(page, 'l');
  await page.getByRole('navigation', { name: 'Slides' }).waitFor({ state: 'hidden' });
  await pressed(page, 'd');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), 'dark');
  await pressed(page, '?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.getByText('Search titles, text and speaker notes').waitFor();
  await accessible(page, 'list of keys');
  await shoot(page, 'keys');
  await pressed(page, 'Escape');
  await help.waitFor({ state: 'hidden' });
  await pressed(page, 'f');
  await eventually(async () =>
    assert.equal(await page.evaluate(() => document.fullscreenElement?.id), 'main'),
  );
  await pressed(page, 'f');
  await eventually(async () =>
    assert.equal(await page.evaluate(() => document.fullscreenElement), null),
  );
});

inBrowser(
  'search finds titles, text and speaker notes',
  async ({ project, start, open, shoot, accessible }) => {
    const talk = await project(outline.replace('Temperature', 'Straße nach Ærø, e\u0301te\u0301'));
    const preview = await start(talk, ['preview', 'slides.yaml']);
    const page = await open(preview.address);
    await shows(page, 'Welcome');
    const dialog = page.getByRole('dialog', { name: 'Search' });
    for (const [wanted, title] of [
      ['oxygen TWICE', 'What we measured'],
      ['Etude', 'What we measured'],
      ['step by', 'Step by step'],
      ['morning', 'Welcome'],
    ]) {
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
    // Matches are marked, with or without accents.
    for (const [wanted, marked] of [
      ['strasse', 'Straße'],
      ['AERO', 'Ærø'],
      ['été', 'e\u0301te\u0301'],
    ]) {
      await pressed(page, '/');
      await page.keyboard.type(wanted);
      await eventually(async () =>
        assert.deepEqual(await dialog.locator('mark').allTextContents(), [marked]),
      );
      await pressed(page, 'Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
    await pressed(page, '/');
    await page.keyboard.type('xylophone');
    await dialog.getByText('No slide matches.').waitFor();
    await pressed(page, 'Escape');
    await dialog.waitFor({ state: 'hidden' });
  },
);

inBrowser(
  'a click on an item shows its line, and opens it if --edit is given',
  async ({ project, start, open, shoot, accessible }) => {
    const talk = await project(outline);
    const editor = `--edit=sh -c 'echo "$1 $2" >> opened' {file} {line} {column}`;
    const preview = await start(talk, ['preview', 'slides.yaml', editor]);
    const page = await open(`${preview.address}#3`);
    await says(page, /Oxygen/);
    const place = page.getByRole('region', { name: 'Source line' });
    // The item is found by its line, wherever it is on the slide.
    const item = await eventually(async () => {
      const { items } = await page.evaluate(async () => (await fetch('/details/2')).json());
      return items.find(({ text }) => text.includes('Temperature')) ?? assert.fail('no item');
    });
    const click = async () => {
      const box = await page.locator('#canvas').boundingBox();
      const { x, y, width, height } = item.area;
      await page.mouse.click(
        box.x + (x + width / 2) * box.width,
        box.y + (y + height / 2) * box.height,
      );
    };
    await eventually(async () => {
      await click();
      assert.match(await place.textContent(), /slides\.yaml, line 12.*- Temperature/);
    });
    await shoot(page, 'source');
    await accessible(page, 'source line of an item');
    await place.getByRole('button', { name: 'Open in editor' }).click();
    await place.getByText('Opened').waitFor();
    await eventually(async () => assert.equal(await talk.read('opened'), '12 9\n'));
    // The item stays selected when its line moves.
    await talk.edit('slides.yaml', (text) =>
      text.replace('    bullets:\n      - Good', '\n\n    bullets:\n      - Good'),
    );
    await eventually(async () => assert.match(await place.textContent(), /line 14/));
    await pressed(page, 'Escape');
    await place.waitFor({ state: 'hidden' });
    await pressed(page, 'i');
    await place.getByText(/line \d+/).waitFor();
  },
);

inBrowser('without --edit there is no button for the editor', async ({ project, start, open }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address);
  await says(page, /Good morning/);
  await eventually(async () => {
    await pressed(page, 'i');
    await page.getByRole('button', { name: 'Copy location' }).waitFor({ timeout: 1000 });
  });
  assert.equal(await page.getByRole('button', { name: 'Open in editor' }).count(), 0);
});

inBrowser(
  'when the preview ends, the page says so, and reconnects when it is back',
  async ({ project, start, open, expect }) => {
    const talk = await project(outline);
    const preview = await start(talk, ['preview', 'slides.yaml']);
    const port = new URL(preview.address).port;
    const page = await open(`${preview.address}#3`);
    await says(page, /Oxygen/);
    expect(
      /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/,
    );
    assert.equal(await preview.stop(), 0);
    await page.getByText('The preview has stopped. Reconnecting…').waitFor();
    await says(page, /Oxygen/);
    await talk.edit('slides.yaml', (text) =>
      text.replace('Oxygen', 'Ozone').replace('  - section', '  - title: Inserted\n  - section'),
    );
    await start(talk, ['preview', 'slides.yaml', '--port', port]);
    await page.getByText('Watching slides.yaml').waitFor();
    await says(page, /Ozone/);
    await shows(page, 'What we measured');
  },
);

inBrowser(
  'missing thumbnails are not shown as broken, and load when the preview is back',
  async ({ project, start, open, expect, shoot }) => {
    const talk = await project(outline);
    const preview = await start(talk, ['preview', 'slides.yaml']);
    // On a phone, the list is closed at first.
    const page = await open(preview.address, { size: 'phone' });
    await says(page, /Good morning/);
    expect(/net::ERR_/);
    await preview.kill();
    await page.getByText('The preview has stopped').waitFor({ state: 'attached' });
    await pressed(page, 'o');
    const missing = page.locator('#overview img.missing');
    await eventually(async () => assert.equal(await missing.count(), 5));
    await shoot(page, 'missing');
    await start(talk, ['preview', 'slides.yaml', '--port', new URL(preview.address).port]);
    await eventually(async () => assert.equal(await missing.count(), 0));
    await shoot(page, 'missing-no-more');
  },
);

inBrowser('many windows of one browser all update', async ({ project, start, open }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const first = await open(preview.address);
  const pages = [first];
  // More windows than the six connections that a browser opens to one server.
  pages.push(
    ...(await Promise.all(
      Array.from({ length: 8 }, () => open(preview.address, { beside: first })),
    )),
  );
  for (const page of pages) await says(page, /Good morning/);
  await talk.edit('slides.yaml', (text) => text.replace('Good morning', 'Good evening'));
  for (const page of pages) await says(page, /Good evening/);
  // One window listens for all of them; when it is closed, another one does.
  for (const page of pages.splice(0, 4)) await page.close();
  await talk.edit('slides.yaml', (text) => text.replace('Good evening', 'Good night'));
  for (const page of pages) await says(page, /Good night/);
});

inBrowser(
  'the next slide of a right-to-left deck is to the left',
  async ({ project, start, open }) => {
    const talk = await project('title: נהר\nlang: he\nslides:\n  - title: אחת\n  - title: שתיים\n');
    const preview = await start(talk, ['preview', 'slides.yaml']);
    const page = await open(preview.address);
    await shows(page, 'אחת');
    await says(page, /אחת/);
    await pressed(page, 'ArrowLeft');
    await shows(page, 'שתיים');
  },
);

inBrowser(
  'a thousand slides are listed, and only visible images are requested',
  async ({ project, start, open }) => {
    const slides = Array.from(
      { length: 1000 },
      (_, index) => `  - title: Slide number ${index + 1}\n    bullets: [Words of ${index + 1}]\n`,
    );
    const talk = await project(
      `title: Long\nlang: en\npaginate: true\nslides:\n${slides.join('')}`,
    );
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
  },
);

const screens = [
  ...Object.entries(SIZES),
  ['lying phone', { ...SIZES.phone, viewport: { width: 740, height: 360 } }],
];
for (const [size, screen] of screens) {
  inBrowser(
    `nothing overflows on a ${size}`,
    async ({ project, start, open, shoot, accessible }) => {
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
            .filter(
              (element) => element.checkVisibility() && !element.matches('#list *, #overview *'),
            )
            .map((element) => [element.id || element.textContent, element.getBoundingClientRect()])
            .filter(
              ([, box]) =>
                box.left < 0 ||
                box.right > innerWidth + 0.5 ||
                box.top < 0 ||
                box.bottom > innerHeight + 0.5,
            )
            .map(([name]) => name),
        );
        assert.deepEqual(outside, []);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
          false,
        );
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
    },
  );
}

inBrowser('fingers turn pages and zoom in', async ({ project, start, open }) => {
  const talk = await project(outline);
  const preview = await start(talk, ['preview', 'slides.yaml']);
  const page = await open(preview.address, { size: 'phone' });
  await says(page, /Good morning/);
  const device = await page.context().newCDPSession(page);
  const touch = (type, ...points) =>
    device.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });
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
