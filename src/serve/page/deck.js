// @ts-check
// Reading a deck as the server sends it.

/** @import { Deck, Slide } from './wire' */

/** Names of the parts of a deck. */
export const PART_NAMES = { talk: 'Talk', backup: 'Backup', hidden: 'Hidden' };

/**
 * Returns the slide that a page belongs to.
 * @param {Deck} deck
 * @param {number} page
 */
export const slideOf = (deck, page) => deck.slides[deck.pages[page].slide];

/**
 * Returns the number by which people refer to a slide: the printed one, or its position.
 * @param {Deck} deck
 * @param {number} slide
 */
export const slideLabel = (deck, slide) => deck.slides[slide].label || String(slide + 1);

/**
 * Returns the position of a slide in words: "7 of 24", "Backup 1 of 3".
 * @param {Slide} slide
 */
export const slidePosition = ({ part, number, count }) =>
  `${part === 'talk' ? '' : `${PART_NAMES[part]} `}${number} of ${count}`;

/**
 * Returns the step that a page shows: "step 2 of 3", or nothing for a slide without steps.
 * @param {Deck} deck
 * @param {number} page
 */
export function stepPosition(deck, page) {
  const { length } = slideOf(deck, page).pages;
  return length > 1 ? `step ${deck.pages[page].step + 1} of ${length}` : '';
}

/**
 * Returns the index of the slide with this printed number, or else at this position.
 * @param {Deck} deck
 * @param {string} number
 */
export function findSlide(deck, number) {
  const labelled = deck.slides.findIndex(({ label }) => label === number);
  const position = Number.parseInt(number, 10);
  if (labelled >= 0) return labelled;
  return position >= 1 ? Math.min(position, deck.slides.length) - 1 : undefined;
}

/**
 * Returns the index of the slide that a speaker means by a number: the one with this printed
 * number, or else the one at this position in the talk, or the last one. Hidden slides have no
 * number.
 * @param {Deck} deck
 * @param {string} number
 */
export function findTalkSlide({ slides }, number) {
  const labelled = slides.findIndex(({ label, part }) => label === number && part !== 'hidden');
  if (labelled >= 0) return labelled;
  const position = Number.parseInt(number, 10);
  const last = slides.findLastIndex(({ part }) => part === 'talk');
  return position >= 1 && last >= 0 ? Math.min(position - 1, last) : undefined;
}

/**
 * Describes a page for people who do not see its image.
 * @param {Slide} slide
 * @param {string} text the text on the page
 */
export function describePage({ label, title }, text) {
  const name = [label && `Slide ${label}`, title].filter(Boolean).join(': ') || 'Slide';
  return text ? `${name}. ${text.replaceAll('\n', ' ')}` : name;
}
