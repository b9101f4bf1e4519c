// @ts-check
// Keyboard shortcuts. One list of bindings defines what the keys do and what the help shows.

import { $, closeOnBackdropClick, h, isTextField } from './dom.js';

/**
 * A shortcut. `keys` are named as by `keyName`; `shown` are the keys as the help lists them,
 * separated by spaces; `run` returns false if the key should do what it does without us.
 * @typedef {{ keys: string[], shown?: string, help?: string,
 *   run: (event: KeyboardEvent) => unknown }} KeyBinding
 */

/**
 * Returns the name of a pressed key: `Ctrl+z`, `Shift+ArrowLeft`, `a`, `A`.
 * @param {KeyboardEvent} event
 */
function keyName({ key, ctrlKey, metaKey, shiftKey }) {
  const isCharacter = key.length === 1 && key !== ' ';
  const name = isCharacter && !shiftKey ? key.toLowerCase() : key;
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${shiftKey && !isCharacter ? 'Shift+' : ''}${name}`;
}

/** The characters of keys that are not letters or digits on a keyboard for English. */
const CODES = /** @type {Record<string, string>} */ ({
  Comma: ',',
  Period: '.',
  Slash: '/',
  Minus: '-',
  Equal: '=',
});

/**
 * Returns the name of a pressed key by its position on a keyboard for English, if its character is
 * not a Latin letter: keyboards for Cyrillic, Greek, Hebrew or Arabic have other characters there,
 * and a presenter remote sends positions.
 * @param {KeyboardEvent} event
 */
function keyNameByPosition({ key, code, ctrlKey, metaKey, shiftKey }) {
  if (key.length !== 1 || key === ' ' || /[a-z]/i.test(key)) return undefined;
  const letter = code.match(/^Key([A-Z])$/)?.[1];
  const digit = code.match(/^Digit(\d)$/)?.[1];
  const character = letter ? (shiftKey ? letter : letter.toLowerCase()) : (digit ?? CODES[code]);
  return character && `${ctrlKey || metaKey ? 'Ctrl+' : ''}${character}`;
}

/**
 * Listens to the keys of a page.
 * @param {KeyBinding[]} bindings
 * @param {{ digit: (digit: string) => unknown, scrollAreas?: string, scrollKeys?: RegExp }} options
 *   `digit` is called for 0 to 9; elements that match `scrollAreas` keep the keys that scroll them,
 *   which are those that match `scrollKeys`
 */
export function listenToKeys(
  bindings,
  { digit, scrollAreas, scrollKeys = /^(Arrow|Page|Home|End| )/ },
) {
  const actions = new Map(
    bindings.flatMap(({ keys, run }) => keys.map((key) => /** @type {const} */ ([key, run]))),
  );
  addEventListener('keydown', (event) => {
    const { key, target } = event;
    const isOver = event.defaultPrevented || event.isComposing || event.altKey;
    if (isOver || isTextField(target) || document.querySelector('dialog[open]')) return;
    if (target instanceof HTMLElement) {
      // Space and Enter press the focused button; other keys scroll the focused area.
      if (target.matches('button, a, summary') && (key === ' ' || key === 'Enter')) return;
      const canScroll = target.scrollHeight > target.clientHeight + 1;
      const isScrollKey = scrollKeys.test(key);
      if (scrollAreas && canScroll && isScrollKey && target.matches(scrollAreas)) return;
    }
    const find = (/** @type {string} */ name) =>
      actions.get(name) ??
      (name.startsWith('Shift+') ? actions.get(key) : undefined) ??
      (/^\d$/.test(name) ? () => digit(name) : undefined);
    const run = find(keyName(event)) ?? find(keyNameByPosition(event) ?? '');
    if (run && run(event) !== false) event.preventDefault();
  });
  // The button that opened a dialog gets the focus back, and Space would open the dialog again. The
  // event does not bubble.
  const release = (/** @type {Event} */ { target }) => {
    const { activeElement } = document;
    if (target instanceof HTMLDialogElement && activeElement instanceof HTMLButtonElement) {
      if (!activeElement.closest('dialog')) activeElement.blur();
    }
  };
  document.addEventListener('close', release, true);
}

/**
 * Fills the help dialog with the bindings that have a help text.
 * @param {KeyBinding[]} bindings
 */
export function fillKeyHelp(bindings) {
  const dialog = $('help', HTMLDialogElement);
  const rows = bindings
    .filter(({ help }) => help)
    .map(({ shown = '', help }) => {
      const keys = shown.split(' ').flatMap((key) => [h('kbd', {}, key), ' ']);
      return h('div', {}, h('dt', {}, ...keys), h('dd', {}, help));
    });
  dialog.querySelector('dl')?.append(...rows);
  closeOnBackdropClick(dialog);
  const open = () => dialog.showModal();
  $('help-open').onclick = open;
  return open;
}
