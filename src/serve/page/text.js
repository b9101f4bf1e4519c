// @ts-check
// Searching in text, and writing numbers and times.

/**
 * Accents, and the vowel points of Hebrew and Arabic. The vowel signs of Devanagari and Thai are
 * not among them, because words without them are different words.
 */
const MARKS = /(?=\p{M})[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/gu;

/** Replacements for letters that Unicode does not decompose.
 * @type {Record<string, string>} */
const LETTERS = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
};

/**
 * Returns a character in lower case without accents: one or two characters, or none for an accent.
 * @param {string} character
 */
function foldCharacter(character) {
  const letters = character.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return LETTERS[letters] ?? letters;
}

/**
 * Returns a text in lower case without accents, as it is searched.
 * @param {string} text
 */
export function foldText(text) {
  // Most text is lower-case ASCII, and kana, Han and Hangul have neither case nor accents.
  return text.replace(/[A-Z]|[^\0-\x7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/gu, foldCharacter);
}

/**
 * Returns the start and end of the first occurrence of a folded word in a text.
 * @param {string} text
 * @param {string} word
 * @returns {[number, number] | undefined}
 */
export function findWord(text, word) {
  const at = foldText(text).indexOf(word);
  if (at < 0) return undefined;
  let [start, index, folded] = [-1, 0, 0];
  for (const character of text) {
    const { length } = foldText(character);
    if (folded >= at + word.length && length > 0) break;
    if (start < 0 && folded + length > at) start = index;
    folded += length;
    index += character.length;
  }
  return [start, index];
}

/**
 * Writes a number with a noun: "1 slide", "2 slides".
 * @param {number} count
 * @param {string} noun
 */
export const countOf = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/**
 * Writes a time as on a clock: 12:34, or 1:02:03 from an hour on.
 * @param {number} ms
 */
export function formatClock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (/** @type {number} */ part) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = pad(seconds % 60);
  return hours ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/**
 * Writes a duration in words: "40 seconds", "2 minutes", "1 hour 5 minutes".
 * @param {number} ms
 */
export function formatDuration(ms) {
  const seconds = ms / 1000;
  if (seconds < 90) return countOf(Math.round(seconds), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return countOf(minutes, 'minute');
  const hours = countOf(Math.floor(minutes / 60), 'hour');
  return minutes % 60 ? `${hours} ${countOf(minutes % 60, 'minute')}` : hours;
}
