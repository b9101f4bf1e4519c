// @ts-check
// The keys for giving a talk, the same in all windows on this computer. Presenter remotes send some
// of them, too.

import { findTalkSlide } from '../deck.js';
import { $ } from '../dom.js';
import { listenToKeys } from '../keys.js';

/**
 * @import { KeyBinding } from '../keys'
 * @import { Command } from '../wire'
 * @import { Talk } from './talk'
 */

/** Maximum number of digits of a slide number. */
const MAX_DIGITS = 4;

/** How long a number that is typed waits for the next digit or Enter. */
const NUMBER_TIMEOUT_MS = 5000;

/**
 * Listens to the keys of the talk and of the window; returns all bindings, as the help lists them.
 * @param {Talk} talk
 * @param {KeyBinding[]} own the bindings of the window
 * @param {string} [prefix] is shown before a number that is being typed
 */
export function listenToTalkKeys(talk, own, prefix = '') {
  const input = new NumberInput(prefix);
  const goToNumber = (/** @type {string} */ number) => {
    const slide = talk.deck && findTalkSlide(talk.deck, number);
    if (talk.deck && slide != null) talk.goTo(talk.deck.slides[slide].pages[0]);
  };
  /** @type {KeyBinding[]} */
  const shared = [
    ...commandBindings(talk).map(({ run, ...binding }) => ({
      ...binding,
      run: (/** @type {KeyboardEvent} */ event) => {
        input.set('');
        run(event);
      },
    })),
    {
      keys: ['Backspace'],
      run: () => {
        if (input.number) input.set(input.number.slice(0, -1));
        else talk.send({ command: 'back' });
      },
    },
    {
      keys: ['Enter'],
      shown: '1 … 9 Enter',
      help: 'Go to the slide with this number',
      run: () => {
        if (input.number) goToNumber(input.number);
        else talk.send({ command: 'next' });
        input.set('');
      },
    },
    {
      keys: ['Escape'],
      run: (event) => {
        // The audience waits for the slide first.
        if (input.number) input.set('');
        else if (talk.state?.screen !== 'slide') talk.send({ command: 'screen', screen: 'slide' });
        else return own.some(({ keys, run }) => keys.includes('Escape') && run(event) !== false);
      },
    },
  ];
  // The keys of presenter remotes never scroll.
  listenToKeys([...own, ...shared], {
    digit: (digit) => input.append(digit),
    scrollAreas: '#notes:focus-visible',
    scrollKeys: /^(ArrowUp|ArrowDown|Home|End)$/,
  });
  // A clicked button must not receive the next press of the space bar.
  addEventListener('click', ({ detail }) => {
    const { activeElement: button } = document;
    const isClicked = detail > 0 && button instanceof HTMLButtonElement;
    if (isClicked && !button.closest('dialog')) button.blur();
  });
  return [...shared, ...own];
}

/** A number that is being typed. */
class NumberInput {
  number = '';
  #prefix;
  /** @type {number | undefined} */
  #timeout;

  /** @param {string} prefix */
  constructor(prefix) {
    this.#prefix = prefix;
  }

  /** @param {string} number */
  set(number) {
    this.number = number;
    $('typed-number').textContent = number && this.#prefix + number;
    $('typed-number').hidden = !number;
    clearTimeout(this.#timeout);
    if (number) this.#timeout = setTimeout(() => this.set(''), NUMBER_TIMEOUT_MS);
  }

  /** @param {string} digit */
  append(digit) {
    if (this.number.length < MAX_DIGITS) this.set(this.number + digit);
  }
}

/**
 * Returns the bindings that send a command.
 * @param {Talk} talk
 * @returns {KeyBinding[]}
 */
function commandBindings(talk) {
  /** @type {(keys: string[], shown: string, help: string, run: () => void) => KeyBinding} */
  const bind = (keys, shown, help, run) => ({ keys, shown, help, run });
  const send = (/** @type {Command} */ command) => () => talk.send(command);
  const nextKeys = ['ArrowDown', 'PageDown', ' ', 'n'];
  const backKeys = ['ArrowUp', 'PageUp', 'Shift+ ', 'p'];
  /** In a right-to-left deck, the next slide is at the left, as in the preview.
   * @type {(toRight: Command, toLeft: Command) => () => void} */
  const turn = (toRight, toLeft) => () => talk.send(talk.deck?.right_to_left ? toLeft : toRight);
  const [next, back] = /** @type {Command[]} */ ([{ command: 'next' }, { command: 'back' }]);
  const [skip, skipBack] = /** @type {Command[]} */ ([
    { command: 'next_slide' },
    { command: 'previous_slide' },
  ]);
  const resetTimer = send({ command: 'timer', action: 'reset' });
  return [
    bind(nextKeys, '→ Space PageDown n', 'Next step or slide', send(next)),
    bind(backKeys, '← PageUp ⌫ p', 'Previous step or slide', send(back)),
    bind(['ArrowRight'], '', '', turn(next, back)),
    bind(['ArrowLeft'], '', '', turn(back, next)),
    bind(['Shift+ArrowRight'], 'Shift →', 'Next slide, skipping steps', turn(skip, skipBack)),
    bind(
      ['Shift+ArrowLeft'],
      'Shift ←',
      'Start of this slide, or previous slide',
      turn(skipBack, skip),
    ),
    bind(['Home'], 'Home', 'First slide', send({ command: 'first' })),
    bind(['End'], 'End', 'Last slide', send({ command: 'last' })),
    bind(['r'], 'r', 'Return to the slide before a jump', send({ command: 'return' })),
    bind(['b', '.'], 'b .', 'Black screen', () => talk.toggleScreen('black')),
    bind(['w', ','], 'w ,', 'White screen', () => talk.toggleScreen('white')),
    bind(['z'], 'z', 'Freeze the audience window', () => talk.toggleFreeze()),
    bind(['t'], 't', 'Start or pause the timer', () => talk.toggleTimer()),
    bind(['T'], 'Shift t', 'Reset the timer', resetTimer),
  ];
}
