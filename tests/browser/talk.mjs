// The start of the tests of `plenary present`: a talk with its windows.

export const DECK = `title: Our river
lang: en
duration: 20min
transition: { kind: push, duration: 0.2s }
slides:
  - layout: cover
    notes: Wait until the room is quiet.
  - title: What we measured
    section: Measuring
    id: measured
    bullets: { steps: true, items: [Oxygen, Temperature, Depth] }
    notes: |
      Oxygen twice a day.

      Ask who has swum here.
  - title: What we found
    section: { title: Finding, duration: 8min }
    text: Salmon are back, see [the measures](#measured)
  - title: The numbers
    text: Eleven of them
  - title: Thank you
    text: Questions?
  - title: How we counted
    backup: true
    text: By hand
  - title: Left out
    hide: true
    text: For another time
`;

/** Starts a talk and opens the presenter view; `run` starts the program once more. */
export async function talk({ project, start, open }, outline = DECK, words = [], files = {}) {
  const deck = await project(outline, files);
  const run = (more = []) => start(deck, ['present', 'slides.yaml', ...words, ...more]);
  const program = await run();
  const presenter = await open(program.address, { scheme: 'dark' });
  await presenter.locator('#current img').waitFor();
  return { deck, program, presenter, run };
}

export const audienceOf = async ({ open }, { program, presenter }) => {
  const audience = await open(`${program.address}audience`, {
    beside: presenter,
    size: 'projector',
  });
  await audience.locator('.images img').waitFor();
  return audience;
};

/**
 * Waits until a window shows the page with this index. Brings it to the front, because Chromium
 * does not paint covered windows.
 */
export async function shows(window, index) {
  const page = window.page?.() ?? window;
  await page.bringToFront();
  await window.locator(`.page[data-page="${index}"] .images img`).first().waitFor();
}
