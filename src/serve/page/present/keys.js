// The keys that people and presenter remotes press, the same in every window.

import { writes } from './dom.js';

const presses = (target) => target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(target.tagName);

/**
 * Listens to keys. `own` are the window's own, by `event.key`; what they give back as true is done with. `digits(text)` shows the number
 * that is being typed.
 */
export function listenToKeys(talk, own = {}, digits = () => {}) {
  let number = '';
  let forget;
  const type = (text) => {
    number = text;
    digits(number);
    clearTimeout(forget);
    if (number) forget = setTimeout(() => type(''), 5000);
  };
  const moves = {
    ArrowRight: () => talk.do('next'),
    ArrowDown: () => talk.do('next'),
    PageDown: () => talk.do('next'),
    ' ': () => talk.do('next'),
    n: () => talk.do('next'),
    ArrowLeft: () => talk.do('back'),
    ArrowUp: () => talk.do('back'),
    PageUp: () => talk.do('back'),
    Backspace: () => talk.do('back'),
    p: () => talk.do('back'),
    Home: () => talk.do('first'),
    End: () => talk.do('last'),
    r: () => talk.do('return'),
    b: () => talk.turnScreen('black'),
    '.': () => talk.turnScreen('black'),
    w: () => talk.turnScreen('white'),
    ',': () => talk.turnScreen('white'),
    z: () => talk.turnFreeze(),
    t: () => talk.turnClock(),
    T: () => talk.do('timer', { act: 'reset' }),
  };
  addEventListener('keydown', (event) => {
    // F5, F11 and what is pressed with Ctrl belong to the browser.
    if (event.defaultPrevented || event.isComposing || writes(event.target) || document.querySelector('dialog[open]')) return;
    const key = event.key.length === 1 && !event.shiftKey ? event.key.toLowerCase() : event.key;
    if (own[event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key]?.(event)) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (presses(event.target) && (key === ' ' || key === 'Enter')) return;
    if (/^[0-9]$/.test(key) && number.length < 4) {
      type(number + key);
    } else if (key === 'Enter') {
      if (number) go(talk, Number(number));
      else talk.do('next');
      type('');
    } else if (key === 'Escape') {
      if (number) type('');
      else if (talk.state?.screen !== 'slide') talk.do('screen', { to: 'slide' });
      else return;
    } else if (key === 'Backspace' && number) {
      type(number.slice(0, -1));
    } else if (event.shiftKey && (key === ' ' || key === 'ArrowLeft' || key === 'ArrowRight')) {
      talk.do(key === ' ' ? 'back' : key === 'ArrowLeft' ? 'previous-slide' : 'next-slide');
    } else if (moves[key]) {
      type('');
      moves[key]();
    } else {
      return;
    }
    event.preventDefault();
  });
  // A button that was clicked must not take the next press of the space bar.
  addEventListener('click', (event) => event.detail > 0 && document.activeElement instanceof HTMLButtonElement && !document.activeElement.closest('dialog') && document.activeElement.blur());
}

/** Goes to the slide of this printed number, or else the slide at this place. */
function go(talk, number) {
  const { pages } = talk.deck;
  const named = pages.findIndex((page) => page.label === String(number));
  const counted = pages.findIndex((page) => page.step === 0 && page.slide === number - 1);
  const page = named >= 0 ? named : counted >= 0 ? counted : pages.length - 1;
  talk.do('go', { page });
}
