// The keyboard. What a key does stands once: the list of keys that `?` shows is made of it.

import { $, h, writes } from '/page/dom.js';

/** `[keys, what they are called, what they do, the action]` */
export function listen(keys, close) {
  const actions = new Map(keys.flatMap(([names, , , action]) => names.map((name) => [name, action])));
  const rows = keys.filter(([, shown]) => shown).flatMap(([, shown, does]) => [h('dt', {}, ...shown.split(' ').flatMap((key) => [h('kbd', {}, key), ' '])), h('dd', {}, does)]);
  const help = $('help');
  help.querySelector('dl').append(...rows);
  help.addEventListener('click', (event) => event.target === help && help.close());
  $('help-open').onclick = () => help.showModal();

  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') {
      close();
      return;
    }
    const { target } = event;
    if (writes(target)) return;
    // Space and Enter press the button that has the focus, and what scrolls is scrolled by its keys.
    if (target.matches('button, a') && (event.key === ' ' || event.key === 'Enter')) return;
    if (scrolls(target) && /^(Arrow|Page|Home|End| )/.test(event.key)) return;
    const name = event.shiftKey && (event.key.length > 1 || event.key === ' ') ? `Shift+${event.key}` : event.key;
    const action = actions.get(name) ?? (/^\d$/.test(event.key) ? actions.get('digit') : undefined);
    if (!action) return;
    event.preventDefault();
    action(event);
  });
}

/** Whether an element is there to be scrolled: notes, mistakes. */
function scrolls(target) {
  return target.matches('#notes, #findings ol') && target.scrollHeight > target.clientHeight + 1;
}
