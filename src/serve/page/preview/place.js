// Slides of a deck, and where one of them is after an edit.

/** The slides of a deck's pages: the pages that show one in steps are one. */
export function slides(pages) {
  const found = [];
  pages.forEach((page, index) => {
    if (page.step === 0 || found.length === 0) found.push({ title: page.title, section: page.section, label: page.label, pages: [] });
    found.at(-1).pages.push(index);
  });
  // What a slide is known by, whatever happens to the others: its title; where it has none, how it looks.
  for (const slide of found) slide.key = slide.title || pages[slide.pages[0]].drawing;
  return found;
}

/** Where `now` begins and ends to differ from `before`: how many slides are the same at the beginning, and how many at the end. */
function same(before, now) {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start].key === now[start].key) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end].key === now[now.length - 1 - end].key) end += 1;
  return { start, end };
}

/** Where slide `at` of `before` is in `now`. */
export function moved(before, now, at) {
  const { start, end } = same(before, now);
  if (at < start || before.length === 0) return Math.min(at, Math.max(0, now.length - 1));
  if (at >= before.length - end) return at + now.length - before.length;
  // Among those that changed: the one of the same title that is nearest to the same place, or else the one at that place.
  const last = Math.max(start, now.length - end - 1);
  let best = Math.min(at, last);
  let distance = Infinity;
  for (let index = start; index <= last && index < now.length; index += 1) {
    if (now[index].key === before[at].key && Math.abs(index - at) < distance) {
      best = index;
      distance = Math.abs(index - at);
    }
  }
  return best;
}

/**
 * Which slides of `now` look different than they did in `before`: places as `{ slide, step }`. Slides that only moved, and whose number alone is
 * another, are told apart from edited ones as far as that is possible: if any slide is new or has a new title, only those count.
 */
export function changed(before, beforePages, now, nowPages) {
  const found = [];
  if (before.length === 0) return found;
  const { start, end } = same(before, now);
  const hasMoved = before.length !== now.length;
  now.forEach((slide, index) => {
    const inside = index >= start && index < now.length - end;
    const old = inside ? undefined : before[index < start ? index : index + before.length - now.length];
    const looks = new Set(old ? old.pages.map((page) => beforePages[page].drawing) : []);
    const step = slide.pages.findLastIndex((page) => !looks.has(nowPages[page].drawing));
    if (step >= 0) found.push({ slide: index, step, inside });
  });
  const inside = found.filter((place) => place.inside);
  return hasMoved && inside.length > 0 ? inside : found;
}
