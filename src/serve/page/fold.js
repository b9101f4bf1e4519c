// Texts as they are searched: small or large, with or without accents, it is the same word.

/** Accents, and the vowel points of Hebrew and Arabic; not the vowel signs of Devanagari or Thai, without which words are others. */
const MARKS = /(?=\p{M})[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/gu;

/** Letters that Unicode does not take apart, as those write them who do not have them. */
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ς: 'σ' };

/** A character in small letters without accents; some become two, an accent that stands alone none. */
function plain(character) {
  const letters = character.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return LETTERS[letters] ?? letters;
}

/** A text as it is searched. */
export function fold(text) {
  // What is small and plain already stays as it is, nearly all of a deck; so do kana, Han and Hangul, which have neither.
  return text.replace(/[A-Z]|[^\0-\x7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/gu, plain);
}

/** Where a folded word stands first in a text: `[from, to]`; `undefined` where it does not. */
export function find(text, word) {
  const at = fold(text).indexOf(word);
  if (at < 0) return undefined;
  let [from, index, folded] = [-1, 0, 0];
  for (const character of text) {
    const { length } = fold(character);
    if (folded >= at + word.length && length > 0) break;
    if (from < 0 && folded + length > at) from = index;
    folded += length;
    index += character.length;
  }
  return [from, index];
}
