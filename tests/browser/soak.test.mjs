// A thousand saves in a row, with pages open: memory and open files stay where they were, and the pages show the last save.

import assert from 'node:assert/strict';
import { eventually, inBrowser } from './harness.mjs';

const SAVES = 1000;
/** From here on nothing may grow but the pictures that are kept, of which there are 12 MB at the most (`src/serve/drawings.rs`). */
const WARM = 200;
/** Resident memory may be so much larger after the last save than when warm, in kilobytes: those, and the allocator's own coming and going. */
const BOUND = 24 * 1024;

const HOW = ['rename', 'in place', 'backup'];

/** A deck whose first title tells the save; every third has another picture, every tenth a mistake. */
function deck(save) {
  const slides = [
    `  - title: Save ${save}\n    bullets: [One, Two, Three]\n    notes: Notes of save ${save}.\n`,
    `  - title: A picture\n    figure: { src: images/${['eu', 'iuc', 'gdd'][save % 3]}.svg, alt: A logo }\n`,
    '  - title: The same\n    bullets:\n      - One\n      - Two\n',
  ];
  return `title: Soak ${save}\nlang: en\nslides:\n${slides.join('')}${isBroken(save) ? '  - titel: broken\n    bulets [\n' : ''}`;
}

const isBroken = (save) => save % 10 === 5;

/** How often a program has told of such a mistake. */
const mistakes = (program) => program.stderr.match(/error\[E0124\]/g)?.length ?? 0;

inBrowser(`preview and present survive ${SAVES} saves in a row`, async ({ project, start, open, expect }) => {
  // A page may ask for a picture of a deck that is no more.
  expect(/404 \(Not Found\).*\.(svg|png)\)$/);
  const talk = await project(deck(0));
  const programs = await Promise.all(['preview', 'present'].map((command) => start(talk, [command, 'slides.yaml'])));
  const pages = await Promise.all(programs.map((program) => open(program.address)));
  const all = (list, what) => Promise.all(list.map(what));
  let warm;
  for (let save = 1; save <= SAVES; save++) {
    await talk.save('slides.yaml', deck(save), HOW[save % HOW.length]);
    // Saves that come faster than this are taken together.
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (save % 10 === 0) await all(pages, (page) => shows(page, save));
    if (isBroken(save)) await all(programs, (program) => eventually(() => assert.equal(mistakes(program), (save + 5) / 10)));
    if (save === WARM) warm = await all(programs, size);
  }
  await all(programs, (program, index) =>
    eventually(async () => {
      const now = await size(program);
      const told = `${program.words[0]}: ${now.memory} kB after ${SAVES} saves, ${warm[index].memory} kB after ${WARM}`;
      assert.ok(now.memory <= warm[index].memory + BOUND, told);
      assert.deepEqual(now.descriptors, warm[index].descriptors);
      console.log(told);
    }),
  );
  for (const [index, program] of programs.entries()) {
    await pages[index].reload();
    await shows(pages[index], SAVES);
    // No broken save was told of twice.
    assert.equal(mistakes(program), SAVES / 10);
    // The page that is left behind looks for it.
    expect(/net::ERR_/);
    assert.equal(await program.stop(), 0);
  }
});

/** Waits until the page has this save's words, and its pictures are drawn. */
function shows(page, save) {
  return page.waitForFunction((text) => {
    const pictures = [...document.images].filter((image) => image.checkVisibility() && image.getAttribute('src'));
    return document.documentElement.textContent.includes(text) && pictures.length > 0 && pictures.every((image) => image.naturalWidth > 0);
  }, `Save ${save}`);
}

/** What a program holds. Sockets are the browser's to open and close. */
async function size(program) {
  const descriptors = (await program.descriptors()).map((link) => link.replace(/\d+/g, 'N')).filter((link) => !link.startsWith('socket:'));
  return { memory: await program.memory(), descriptors: descriptors.sort() };
}
