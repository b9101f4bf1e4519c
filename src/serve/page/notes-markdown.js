// @ts-check
// Shows the Markdown of speaker notes: paragraphs, lists, quotes, emphasis, code and links.

import { h } from './dom.js';

/** @import { Child } from './dom' */

/** Lists and quotes that are nested deeper are shown as text. */
const MAX_DEPTH = 8;

/**
 * Creates elements for the speaker notes, or a hint that there are none.
 * @param {string | null} notes
 */
export function noteElements(notes) {
  if (!notes) return [h('p', { class: 'none', lang: 'en', dir: 'ltr' }, NO_NOTES)];
  return blocks(notes.split('\n'), 0);
}

const NO_NOTES = 'This slide has no speaker notes.';

/**
 * Returns the notes without their markup, for the search.
 * @param {string} notes
 */
export const plainNotes = (notes) =>
  notes.replace(/\\([^\p{L}\p{N}\s])|\*\*|[*`]|~~/gu, (_, escaped) => escaped ?? '');

/** A longer paragraph is shown as text. */
const MAX_INLINE_LENGTH = 20_000;

const LIST_MARK = /^(?:[-*+]|(\d{1,9})[.)])[ \t]+/;

/**
 * @param {string[]} lines
 * @param {number} depth
 * @returns {HTMLElement[]}
 */
function blocks(lines, depth) {
  const elements = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at].trimStart();
    const mark = depth < MAX_DEPTH ? line.match(LIST_MARK) : null;
    const heading = line.match(/^#{1,6} +/);
    if (!line) {
      at += 1;
    } else if (mark) {
      const isSame = isInList(mark[1] !== undefined);
      const end = findEnd(lines, at, isSame);
      elements.push(list(lines.slice(at, end), mark[1], depth));
      at = end;
    } else if (line.startsWith('> ') && depth < MAX_DEPTH) {
      const end = findEnd(lines, at, (next) => next.startsWith('>'));
      const inner = lines.slice(at, end).map((next) => next.replace(/^> ?/, ''));
      elements.push(h('blockquote', {}, ...blocks(inner, depth + 1)));
      at = end;
    } else if (heading) {
      elements.push(h('h3', { dir: 'auto' }, ...inline(line.slice(heading[0].length))));
      at += 1;
    } else {
      const end = findEnd(lines, at, (next) => next.trim() !== '' && !LIST_MARK.test(next));
      elements.push(h('p', { dir: 'auto' }, ...lineBreaks(lines.slice(at, end))));
      at = end;
    }
  }
  return elements;
}

/**
 * Returns the index after the lines from `start` on that belong together.
 * @param {string[]} lines
 * @param {number} start
 * @param {(line: string, before: string) => boolean} belongs
 */
function findEnd(lines, start, belongs) {
  let end = start + 1;
  while (end < lines.length && belongs(lines[end], lines[end - 1])) end += 1;
  return end;
}

/**
 * A list goes on with another mark of its kind, with indented lines, or with a line right after its
 * text.
 * @param {boolean} isNumbered
 */
function isInList(isNumbered) {
  return (/** @type {string} */ line, /** @type {string} */ before) => {
    const mark = line.match(LIST_MARK);
    if (mark) return (mark[1] !== undefined) === isNumbered;
    return /^\s/.test(line) || line === '' || before.trim() !== '';
  };
}

/**
 * @param {string[]} lines
 * @param {string | undefined} start the number of the first item, if it is numbered
 * @param {number} depth
 */
function list(lines, start, depth) {
  /** @type {string[][]} */
  const items = [];
  for (const line of lines) {
    const mark = line.match(LIST_MARK);
    if (mark) items.push([line.slice(mark[0].length)]);
    else items.at(-1)?.push(line.replace(/^ {1,4}/, ''));
  }
  const elements = items.map((item) => h('li', {}, ...blocks(item, depth + 1)));
  return start === undefined ? h('ul', {}, ...elements) : h('ol', { start }, ...elements);
}

/**
 * Two spaces at the end of a line are a line break; so is the end of a line in notes that other
 * programs wrote.
 * @param {string[]} lines
 * @returns {Child[]}
 */
const lineBreaks = (lines) =>
  lines.flatMap((line, index) => [...(index ? [h('br')] : []), ...inline(line.trim())]);

const INLINE = new RegExp(
  [
    /\\([^\p{L}\p{N}\s])/u,
    /`([^`]+)`/u,
    /\*\*(?=\S)(.+?)\*\*/u,
    /\*(?=\S)(.+?)\*/u,
    /~~(?=\S)(.+?)~~/u,
    /\[((?:\\.|[^\]])+)\]\(([^)\s]*)\)/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gsu',
);

/**
 * @param {string} text
 * @param {number} [depth]
 * @returns {Child[]}
 */
function inline(text, depth = 0) {
  if (depth >= MAX_DEPTH || text.length > MAX_INLINE_LENGTH) return [text];
  /** @type {Child[]} */
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    parts.push(text.slice(at, match.index), ...span(match, depth + 1));
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

/**
 * @param {RegExpMatchArray} match
 * @param {number} depth
 * @returns {Child[]}
 */
function span([, escaped, code, bold, italic, struck, label, address], depth) {
  if (escaped !== undefined) return [escaped];
  if (code !== undefined) return [h('code', {}, code)];
  if (bold !== undefined) return [h('strong', {}, ...inline(bold, depth))];
  if (italic !== undefined) return [h('em', {}, ...inline(italic, depth))];
  if (struck !== undefined) return [h('s', {}, ...inline(struck, depth))];
  const words = inline(label, depth);
  if (!/^(https?|mailto|tel):/i.test(address)) return words;
  const attributes = { href: address, target: '_blank', rel: 'noopener noreferrer' };
  return [h('a', attributes, ...words)];
}
