// The talk's clock and how one is in time, in words and not by colour alone.

import { clock, spoken } from './words.js';

/** The least lateness that is worth a word, in seconds. */
const WORTH = 20;

/** Calls `show` now, whenever the talk changes, and every quarter of a second. */
export function everyMoment(talk, show) {
  talk.addEventListener('state', show);
  talk.addEventListener('deck', show);
  setInterval(show, 250);
  show();
}

/** What the clock says: `{ gone, of, left, words, mood }`; `mood` is `new`, `paused`, `good`, `early`, `late` or `over`. */
export function timing(talk) {
  const gone = talk.elapsed();
  const total = talk.deck?.seconds ?? null;
  const running = talk.state?.running ?? false;
  const said = { gone: clock(gone), of: total ? clock(total) : '', left: total == null ? null : total - gone };
  if (!running && gone === 0) return { ...said, mood: 'new', words: 'Starts with the first step' };
  if (total != null && gone > total) return { ...said, mood: 'over', words: `Over time by ${clock(gone - total)}` };
  const left = total == null ? '' : `${clock(total - gone)} left`;
  if (!running) return { ...said, mood: 'paused', words: ['Paused', left].filter(Boolean).join(', ') };
  const late = talk.late();
  if (late == null) return { ...said, mood: 'good', words: left };
  if (late > WORTH) return { ...said, mood: 'late', words: `${left}, ${spoken(late)} behind` };
  if (late < -WORTH) return { ...said, mood: 'early', words: `${left}, ${spoken(-late)} ahead` };
  return { ...said, mood: 'good', words: `${left}, on time` };
}

/** The present section and its time: `{ title, gone, of, over }`, or null where there is none. */
export function sectionTime(talk) {
  const { deck, state } = talk;
  const share = deck?.shares.findLast((share) => share.first <= state.page && state.page < share.first + share.pages);
  if (!share || deck.shares.length < 2) return null;
  if (share.from == null) return { title: share.title };
  const gone = talk.elapsed() - share.from;
  const of = share.until - share.from;
  return { title: share.title, gone, of, over: gone > of };
}
