// @ts-check
// The keys for giving a talk, the same in all windows on this computer. Presenter remotes send some
// of them, too.

import { findSlide } from '../deck.js';
import { $ } from '../dom.js';
import { listenToKeys } from '../keys.js';

/**
 * @import { KeyBinding } from '../keys'
 * @import { Command } from '../wire'
 * @import { Talk } from './talk'
 */

/** How long a number that is typed waits for the next digit or Enter. */
const NUMBER_TIMEOUT_MS = 5000;

/**
 * Listens to the keys of the talk and of the window; returns all bindings, as the help lists them.
 * @param {Talk} talk
 * @param {KeyBinding[]} own the bindings of the window
 * @param {string} [prefix] is shown before a number that is being typed
 */
export function listenToTalkKeys(talk, own, prefix = '') {
  let number = '';
  /** @type {number | undefined} */
  let timeout;
  const setNumber = (/** @type {string} */ text) => {
    number = text;
    $('typed-number').textContent = text && prefix + text;
    $('typed-number').hidden = !text;
    clearTimeout(timeout);
    if (text) timeout = setTimeout(() => setNumber(''), NUMBER_TIMEOUT_MS);
  };
  const goToNumber = () => {
    const slides = talk.deck?.slides ?? [];
    const slide = talk.deck && findSlide(talk.deck, number);
    if (slide != null) talk.goTo(slides[slide].pages[0]);
  };
  const send = (/** @type {Command} */ command) => () => talk.send(command);
  const shared = [
    ...[
      {
        keys: ['ArrowRight', 'ArrowDown', 'PageDown', ' ', 'n'],
        shown: '→ Space PageDown n',
        help: 'Next step or slide',
        run: send({ command: 'next' }),
      },
      {
        keys: ['ArrowLeft', 'ArrowUp', 'PageUp', 'Shift+ ', 'p'],
        shown: '← PageUp ⌫ p',
        help: 'Previous step or slide',
        run: send({ command: 'back' }),
      },
      {
        keys: ['Shift+ArrowRight'],
        shown: 'Shift →',
        help: 'Next slide, skipping steps',
        run: send({ command: 'next_slide' }),
      },
      {
        keys: ['Shift+ArrowLeft'],
        shown: 'Shift ←',
        help: 'Start of this slide, or previous slide',
        run: send({ command: 'previous_slide' }),
      },
      { keys: ['Home'], shown: 'Home', help: 'First slide', run: send({ command: 'first' }) },
      { keys: ['End'], shown: 'End', help: 'Last slide', run: send({ command: 'last' }) },
      {
        keys: ['r'],
        shown: 'r',
        help: 'Return to the slide before a jump',
        run: send({ command: 'return' }),
      },
      {
        keys: ['b', '.'],
        shown: 'b .',
        help: 'Black screen',
        run: () => talk.toggleScreen('black'),
      },
      {
        keys: ['w', ','],
        shown: 'w ,',
        help: 'White screen',
        run: () => talk.toggleScreen('white'),
      },
      {
        keys: ['z'],
        shown: 'z',
        help: 'Freeze the audience window',
        run: () => talk.toggleFreeze(),
      },
      {
        keys: ['t'],
        shown: 't',
        help: 'Start or pause the timer',
        run: () => talk.toggleTimer(),
      },
      {
        keys: ['T'],
        shown: 'Shift t',
        help: 'Reset the timer',
        run: send({ command: 'timer', action: 'reset' }),
      },
    ].map(({ run, ...binding }) => ({
      ...binding,
      run: () => {
        setNumber('');
        run();
      },
    })),
    {
      keys: ['Backspace'],
      run: () => {
        if (number) setNumber(number.slice(0, -1));
        else talk.send({ command: 'back' });
      },
    },
    {
      keys: ['Enter'],
      shown: '1 … 9 Enter',
      help: 'Go to the slide with this number',
      run: () => {
        if (number) goToNumber();
        else talk.send({ command: 'next' });
        setNumber('');
      },
    },
    {
      keys: ['Escape'],
      run: (/** @type {KeyboardEvent} */ event) => {
        const isDone = own.some(({ keys, run }) => keys.includes('Escape') && run(event) !== false);
        if (isDone) return true;
        if (number) setNumber('');
        else if (talk.state?.screen !== 'slide') talk.send({ command: 'screen', screen: 'slide' });
        else return false;
      },
    },
  ];
  listenToKeys([...own, ...shared], {
    digit: (digit) => {
      if (number.length < 4) setNumber(number + digit);
    },
  });
  // A clicked button must not receive the next press of the space bar.
  addEventListener('click', ({ detail }) => {
    const { activeElement } = document;
    if (
      detail > 0 &&
      activeElement instanceof HTMLButtonElement &&
      !activeElement.closest('dialog')
    ) {
      activeElement.blur();
    }
  });
  return [...shared, ...own];
}
