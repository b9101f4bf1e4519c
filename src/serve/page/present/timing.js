// @ts-check
// The timer of the talk, and whether the speaker is on time: in words, not by color alone.

import { formatClock, formatDuration } from '../text.js';

/** @import { Talk } from './talk' */

/** Being early or late by less than this is on time. */
const ON_TIME_MS = 20_000;

/**
 * Calls `show` now, whenever the talk changes, and every quarter of a second.
 * @param {Talk} talk
 * @param {() => void} show
 */
export function updateContinuously(talk, show) {
  talk.onChange(show);
  setInterval(show, 250);
  show();
}

/**
 * Returns what the timer shows.
 * @param {Talk} talk
 * @returns {{ elapsed: string, duration: string, leftMs: number | null, words: string,
 *   pace: 'new' | 'paused' | 'on-time' | 'early' | 'late' | 'over' }}
 */
export function readTimer(talk) {
  const elapsedMs = talk.elapsedMs();
  const durationMs = talk.deck?.duration_ms ?? null;
  const isRunning = talk.state?.running ?? false;
  const leftMs = durationMs === null ? null : durationMs - elapsedMs;
  const timer = {
    elapsed: formatClock(elapsedMs),
    duration: durationMs ? formatClock(durationMs) : '',
    leftMs,
  };
  if (!isRunning && elapsedMs === 0) {
    return { ...timer, pace: 'new', words: 'Starts with the first step' };
  }
  if (leftMs !== null && leftMs < 0) {
    return { ...timer, pace: 'over', words: `Over time by ${formatClock(-leftMs)}` };
  }
  const left = leftMs === null ? '' : `${formatClock(leftMs)} left`;
  if (!isRunning) return { ...timer, pace: 'paused', words: left ? `Paused, ${left}` : 'Paused' };
  const delayMs = currentDelayMs(talk, elapsedMs);
  if (delayMs === null) return { ...timer, pace: 'on-time', words: left };
  if (Math.abs(delayMs) <= ON_TIME_MS) {
    return { ...timer, pace: 'on-time', words: `${left}, on time` };
  }
  const pace = delayMs > 0 ? 'late' : 'early';
  return { ...timer, pace, words: `${left}, ${formatDuration(Math.abs(delayMs))} ${pace}` };
}

/**
 * Returns how late the speaker is on the current page; below 0 for early, null without a schedule.
 * @param {Talk} talk
 * @param {number} elapsedMs
 */
function currentDelayMs({ deck, state }, elapsedMs) {
  const time = state && deck?.page_times[state.page];
  if (!time) return null;
  return elapsedMs > time.end_ms ? elapsedMs - time.end_ms : Math.min(0, elapsedMs - time.start_ms);
}

/**
 * Returns the current section and the time spent in it, if the talk has more than one section.
 * @param {Talk} talk
 */
export function readSectionTime(talk) {
  const { deck, state } = talk;
  const section = deck?.sections.findLast(
    ({ first_page, page_count }) =>
      state && first_page <= state.page && state.page < first_page + page_count,
  );
  if (!deck || !section || deck.sections.length < 2) return null;
  const { title, time } = section;
  if (!time) return { title, time: null };
  const elapsedMs = talk.elapsedMs() - time.start_ms;
  const durationMs = time.end_ms - time.start_ms;
  return { title, time: { elapsedMs, durationMs, isOver: elapsedMs > durationMs } };
}
