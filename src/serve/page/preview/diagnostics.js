// @ts-check
// The panel of errors and warnings.

import { $, codeSpans, h, setText } from '../dom.js';
import { countOf } from '../text.js';
import { formatLocation, openOrCopy } from './source-link.js';

/**
 * @import { Diagnostic, SourceLine } from '../wire'
 * @import { PreviewState } from './preview-state'
 */

export class DiagnosticsPanel {
  #state;
  #panel = $('diagnostics');
  #toggle = $('diagnostics-toggle');
  #list = /** @type {HTMLElement} */ (this.#panel.querySelector('ol'));
  #shown = '';
  /** The errors that the user closed. They stay closed until there are others. */
  #closed = '';
  #isOpenedByUser = false;

  /** @param {PreviewState} state */
  constructor(state) {
    this.#state = state;
    state.on('deck', () => this.#update());
    this.#toggle.onclick = () => this.toggle();
    $('diagnostics-close').onclick = () => {
      this.close();
      this.#toggle.focus();
    };
  }

  #update() {
    const { deck, isEmpty } = this.#state;
    const { errors, warnings, diagnostics } = deck;
    const counts = [errors && countOf(errors, 'error'), warnings && countOf(warnings, 'warning')];
    const summary = counts.filter(Boolean).join(', ');
    $('stale').hidden = errors === 0 || isEmpty;
    this.#toggle.hidden = summary === '';
    this.#toggle.classList.toggle('errors', errors > 0);
    setText(this.#toggle.querySelector('span'), summary);
    const now = JSON.stringify([deck.editor, diagnostics]);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#toggle.setAttribute('aria-label', `${summary}, show or hide`);
    setText($('diagnostics-heading'), summary);
    const omitted = errors + warnings - diagnostics.length;
    this.#list.replaceChildren(
      ...diagnostics.map((diagnostic) => this.#createRow(diagnostic)),
      ...(omitted > 0 ? [h('li', { class: 'omitted' }, `… and ${omitted} more`)] : []),
    );
    // An error prevents the slides from being updated, so it is shown at once. A warning waits
    // until the user opens the panel.
    if (summary === '') this.#setOpen(false);
    else if (errors > 0 && now !== this.#closed) this.#setOpen(true);
    else if (errors === 0 && !this.#isOpenedByUser) this.#setOpen(false);
    const [first] = diagnostics;
    const line = first?.location ? `Line ${first.location.line}: ` : '';
    setText($('alert'), errors > 0 ? `${summary}. ${line}${first.message}` : '');
  }

  /** @param {Diagnostic} diagnostic */
  #createRow({ severity, code, message, label, help, location, related }) {
    const status = h('p', { class: 'status', role: 'status' });
    const line = (/** @type {SourceLine} */ at, /** @type {string | null} */ note) =>
      this.#createSourceLine(at, note, status);
    const title = `Run \`plenary explain ${code}\` for details`;
    return h(
      'li',
      { class: severity },
      h(
        'p',
        { class: 'severity' },
        severity === 'error' ? 'Error ' : 'Warning ',
        h('span', { class: 'code', title }, code),
      ),
      h('h3', {}, ...codeSpans(message)),
      location && line(location, null),
      label && h('p', { class: 'note' }, ...codeSpans(label)),
      help.length > 0 && h('ul', {}, ...help.map((text) => h('li', {}, ...codeSpans(text)))),
      ...related.map((other) => line(other.location, other.message)),
      status,
    );
  }

  /**
   * @param {SourceLine} location
   * @param {string | null} note
   * @param {HTMLElement} status
   */
  #createSourceLine(location, note, status) {
    const { editor } = this.#state.deck;
    const onclick = async () => {
      status.textContent = await openOrCopy(editor, location);
    };
    const title = editor ? 'Open in editor' : 'Copy location';
    const button = h(
      'button',
      { type: 'button', class: 'location', title, onclick },
      formatLocation(location),
    );
    return h(
      'figure',
      {},
      h('figcaption', {}, button, note && ` ${note}`),
      location.parts.join('').trim() &&
        h('pre', { dir: 'auto' }, h('code', {}, ...underline(location.parts))),
    );
  }

  toggle() {
    if (this.close() || this.#toggle.hidden) return;
    this.#setOpen(true);
    this.#isOpenedByUser = true;
    this.#list.focus();
  }

  /** Closes the panel; returns whether it was open. */
  close() {
    if (this.#panel.hidden) return false;
    this.#closed = this.#shown;
    this.#setOpen(false);
    return true;
  }

  /** @param {boolean} isOpen */
  #setOpen(isOpen) {
    if (!isOpen) this.#isOpenedByUser = false;
    this.#panel.hidden = !isOpen;
    this.#toggle.setAttribute('aria-expanded', String(isOpen));
  }
}

/**
 * Returns a line with a part underlined; if the part is empty, the character after it.
 * @param {[string, string, string]} parts
 */
function underline([before, at, after]) {
  const [first] = after;
  if (at === '' && first) return [before, h('mark', {}, first), after.slice(first.length)];
  return [before, h('mark', {}, at || ' '), after];
}
