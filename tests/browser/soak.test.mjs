// Hundreds of saves in a row with open pages: memory and open files do not grow, and the pages show
// the last save.

import assert from 'node:assert/strict';
import { eventually, inBrowser } from './harness.mjs';

/** `PLENARY_SAVES` tries more. */
const SAVES = Number(process.env.PLENARY_SAVES ?? 500);
/** After this save, only the image cache may grow, up to 12 MB (`src/serve/image_cache.rs`). */
const WARM = 200;
/** The permitted growth of the resident memory in kilobytes: the image cache and the allocator. */
const BOUND = 24 * 1024;

const HOW = ['rename', 'in place', 'backup'];

/** A deck with the number of the save in its first title, and an error in every tenth save. */
function deck(save) {
  const slides = [
    `  - title: Save ${save}\n    bullets: [One, Two, Three]\n    notes: Notes of save ${save}.\n`,
    `  - title: A picture\n    figure: { src: images/${['eu', 'iuc', 'gdd'][save % 3]}.svg, alt: A logo }\n`,
    '  - title: The same\n    bullets:\n      - One\n      - Two\n',
  ];
  return `title: Soak ${save}\nlang: en\nslides:\n${slides.join('')}${isBroken(save) ? '  - titel: broken\n    bulets [\n' : ''}`;
}

const isBroken = (save) => save % 10 === 5;

/** Counts how often a program has reported this error. */
const reportedErrors = (program) => program.stderr.match(/error\[E0124\]/g)?.length ?? 0;

inBrowser(
  `preview and present survive ${SAVES} saves in a row`,
  async ({ project, start, open, expect }) => {
    // A page may request an image of a deck that no longer exists.
    expect(/404 \(Not Found\).*\.(svg|png)\)$/);
    const talk = await project(deck(0));
    const programs = await Promise.all(
      ['preview', 'present'].map((command) => start(talk, [command, 'slides.yaml'])),
    );
    const pages = await Promise.all(programs.map((program) => open(program.address)));
    const all = (list, what) => Promise.all(list.map(what));
    let warm;
    for (let save = 1; save <= SAVES; save++) {
      await talk.save('slides.yaml', deck(save), HOW[save % HOW.length]);
      // Saves that are faster than this are combined.
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (save % 10 === 0) await all(pages, (page) => shows(page, save));
      if (isBroken(save))
        await all(programs, (program) =>
          eventually(() => assert.equal(reportedErrors(program), (save + 5) / 10)),
        );
      if (save === WARM) warm = await all(programs, size);
    }
    await all(programs, (program, index) =>
      eventually(async () => {
        const now = await size(program);
        const summary = `${program.words[0]}: ${now.memory} kB after ${SAVES} saves, ${warm[index].memory} kB after ${WARM}`;
        assert.ok(now.memory <= warm[index].memory + BOUND, summary);
        assert.deepEqual(now.descriptors, warm[index].descriptors);
        console.log(summary);
      }),
    );
    for (const [index, program] of programs.entries()) {
      await pages[index].reload();
      await shows(pages[index], SAVES);
      // No error was reported twice.
      assert.equal(reportedErrors(program), SAVES / 10);
      // The page tries to reconnect.
      expect(/net::ERR_/);
      assert.equal(await program.stop(), 0);
    }
  },
);

/** Waits until the page shows this save, with all images. */
function shows(page, save) {
  return page.waitForFunction((text) => {
    const pictures = [...document.images].filter(
      (image) => image.checkVisibility() && image.getAttribute('src'),
    );
    return (
      document.documentElement.textContent.includes(text) &&
      pictures.length > 0 &&
      pictures.every((image) => image.naturalWidth > 0)
    );
  }, `Save ${save}`);
}

/** Returns the memory and open files of a program, without the sockets of the browser. */
async function size(program) {
  const descriptors = (await program.descriptors())
    .map((link) => link.replace(/\d+/g, 'N'))
    .filter((link) => !link.startsWith('socket:'));
  return { memory: await program.memory(), descriptors: descriptors.sort() };
}
