// Small things that all windows write with.

import { h } from './dom.js';

/** 12:34, or 1:02:03 from an hour on. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, '0')];
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** A time as it is said: "40 seconds", "2 minutes", "1 hour 5 minutes". */
export function spoken(seconds) {
  const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  if (seconds < 90) return count(Math.round(seconds), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return count(minutes, 'minute');
  return [count(Math.floor(minutes / 60), 'hour'), minutes % 60 ? count(minutes % 60, 'minute') : ''].join(' ').trim();
}

/** Where a page is: `where` in words ("7 of 24", "Backup 1 of 3"), its part, the slide's number in it, and the step. */
export function place(deck, page) {
  const own = deck.pages[page];
  const slides = slidesOf(deck, own.part);
  const at = slides.findLastIndex((first) => first <= page) + 1;
  const of = slides.length;
  const where = `${own.part === 'talk' ? '' : `${PARTS[own.part]} `}${at} of ${of}`;
  return { where, part: own.part, at, of, step: own.step + 1, steps: own.steps };
}

/** What the parts of a deck are called. */
const PARTS = { talk: 'Talk', backup: 'Backup', hidden: 'Hidden' };

/** The first pages of the slides of a part. */
export function slidesOf(deck, part) {
  const pages = [];
  deck.pages.forEach((page, index) => page.part === part && page.step === 0 && pages.push(index));
  return pages;
}

/** All slides in the groups that lists show: `{ name, part, slides }`, of each slide its first page. */
export function groupsOf(deck) {
  const groups = [];
  deck.pages.forEach(({ step, part, section }, index) => {
    if (step > 0) return;
    const name = part === 'talk' ? (section ?? '') : PARTS[part];
    if (groups.at(-1)?.name !== name || groups.at(-1).part !== part) groups.push({ name, part, slides: [] });
    groups.at(-1).slides.push(index);
  });
  return groups;
}

/** The picture of a slide in a list: its last step, which shows all that is on it. */
export function thumb(deck, slide) {
  const { steps, ratio } = deck.pages[slide];
  const image = h('img', { src: picture(deck, slide + steps - 1, 320), alt: '', loading: 'lazy', decoding: 'async' });
  image.style.aspectRatio = ratio;
  return image;
}

/** Marks which tile of a list stands for the slide of a page. */
export function markTile(tiles, deck, page) {
  const slide = page - deck.pages[page].step;
  for (const tile of tiles) {
    if (Number(tile.dataset.page) === slide) tile.setAttribute('aria-current', 'true');
    else tile.removeAttribute('aria-current');
  }
}

/** What a page's notes are shown as. */
export function paragraphs(notes) {
  return notes ? notes.split(/\n+/).map((text) => h('p', {}, text)) : [h('p', { class: 'none' }, 'No notes for this slide.')];
}

/** The address of a page's picture: a drawing, or a small picture of this width. */
export function picture(deck, page, width) {
  const name = deck.pages[page].drawing;
  return width ? `/pages/${page}/${name}-${width}.png` : `/pages/${page}/${name}.svg`;
}
