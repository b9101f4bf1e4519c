// @ts-check
// Comparing two versions of a deck: where a slide is after an edit, and which slides changed.

/** @import { Deck } from '../wire' */

/**
 * Returns a key for each slide that is independent of the other slides: its title, or else its
 * image.
 * @param {Deck} deck
 */
const slideKeys = ({ slides, pages }) =>
  slides.map(({ title, pages: [first] }) => title || imageName(pages[first].image));

/**
 * Returns the name of an image, without the part of its address that differs between runs.
 * @param {string} image
 */
const imageName = (image) => image.slice(image.lastIndexOf('/') + 1);

/**
 * Counts how many keys are the same at the start and at the end.
 * @param {string[]} before
 * @param {string[]} now
 */
function countSameEnds(before, now) {
  const max = Math.min(before.length, now.length);
  let start = 0;
  while (start < max && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < max - start && before.at(-1 - end) === now.at(-1 - end)) end += 1;
  return { start, end };
}

/**
 * Returns the index in the deck `now` of a slide of the deck `before`.
 * @param {Deck} before
 * @param {Deck} now
 * @param {number} slide
 */
export function findMovedSlide(before, now, slide) {
  const [oldKeys, keys] = [slideKeys(before), slideKeys(now)];
  const { start, end } = countSameEnds(oldKeys, keys);
  if (slide < start || oldKeys.length === 0) return Math.min(slide, Math.max(0, keys.length - 1));
  if (slide >= oldKeys.length - end) return slide + keys.length - oldKeys.length;
  // Among the slides that changed: the nearest one with the same key, or else the one at the same
  // position.
  const last = Math.max(start, keys.length - end - 1);
  let best = Math.min(slide, last);
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let index = start; index <= last && index < keys.length; index += 1) {
    const distance = Math.abs(index - slide);
    if (keys[index] === oldKeys[slide] && distance < bestDistance) {
      best = index;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Returns the slides of `now` that look different than in `before`, each with the last step that
 * does. If slides were added or removed, all numbers after them change; then only slides that are
 * new or have a new title count, if there are any.
 * @param {Deck} before
 * @param {Deck} now
 * @returns {{ slide: number, step: number }[]}
 */
export function findChangedSlides(before, now) {
  const offset = before.slides.length - now.slides.length;
  if (before.slides.length === 0) return [];
  const { start, end } = countSameEnds(slideKeys(before), slideKeys(now));
  const images = (/** @type {Deck} */ { pages }, /** @type {number[]} */ own) =>
    own.map((page) => imageName(pages[page].image));
  const changed = now.slides.flatMap((slide, index) => {
    const isInside = index >= start && index < now.slides.length - end;
    const old = isInside ? undefined : before.slides[index < start ? index : index + offset];
    const oldImages = new Set(old ? images(before, old.pages) : []);
    const step = images(now, slide.pages).findLastIndex((image) => !oldImages.has(image));
    return step >= 0 ? [{ slide: index, step, isInside }] : [];
  });
  const inside = changed.filter(({ isInside }) => isInside);
  return offset !== 0 && inside.length > 0 ? inside : changed;
}
