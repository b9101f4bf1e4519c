// Mistakes and warnings, beside the last good slide, each with its line and how to mend it.

import { $, h, say } from '/page/dom.js';
import { act, where } from '/page/editor.js';

export class Findings {
  #app;
  /** The mistakes that the user closed: they are not shown again until they are others. */
  #closed = '';
  #shown = '';

  constructor(app) {
    this.#app = app;
    app.on('deck', () => this.#take());
    $('findings-toggle').onclick = () => this.toggle();
    $('findings-close').onclick = () => {
      this.close();
      $('findings-toggle').focus();
    };
  }

  #take() {
    const { deck } = this.#app;
    const { errors, warnings, findings } = deck;
    const count = counted(errors, warnings);
    $('stale').hidden = !(errors > 0 && this.#app.slides.length > 0);
    $('findings-toggle').hidden = count === '';
    $('findings-toggle').classList.toggle('errors', errors > 0);
    say($('findings-toggle').querySelector('span'), count);
    const now = JSON.stringify([deck.editor, findings]);
    if (now === this.#shown) return;
    this.#shown = now;
    $('findings-toggle').setAttribute('aria-label', `${count}, show or hide`);
    say($('findings-head'), count);
    const rest = errors + warnings - findings.length;
    const list = findings.map((finding) => this.#one(finding));
    if (rest > 0) list.push(h('li', { class: 'rest' }, `… and ${rest} more.`));
    $('findings').querySelector('ol').replaceChildren(...list);
    // A mistake keeps the page from being new, so it is shown at once; a warning waits until it is asked for.
    if (count === '') this.#show(false);
    else if (errors > 0 && now !== this.#closed) this.#show(true);
    else if (errors === 0 && $('findings').dataset.opened !== 'by hand') this.#show(false);
    const first = findings[0];
    say($('alert'), errors > 0 ? `${count}. ${first.place ? `Line ${first.place.line}: ` : ''}${first.message}` : '');
  }

  /** A finding: what is wrong, where, and how to mend it. */
  #one({ severity, code, message, label, hints, place, related }) {
    const said = h('p', { class: 'said', role: 'status' });
    const line = (at, note) =>
      h(
        'figure',
        {},
        h('figcaption', {}, h('button', { type: 'button', class: 'where', title: this.#app.deck.editor ? 'Open in the editor' : 'Copy', onclick: async () => (said.textContent = await act(this.#app, at)) }, where(at)), note && ` ${note}`),
        at.parts.join('').trim() && h('pre', { dir: 'auto' }, h('code', {}, ...underlined(at.parts))),
      );
    return h(
      'li',
      { class: severity },
      h('p', { class: 'kind' }, severity === 'error' ? 'Mistake' : 'Warning', ' ', h('span', { class: 'code', title: `plenary explain ${code} says more` }, code)),
      h('h3', {}, ...prose(message)),
      place && line(place),
      label && h('p', { class: 'note' }, ...prose(label)),
      hints.length > 0 && h('ul', {}, ...hints.map((hint) => h('li', {}, ...prose(hint)))),
      ...related.map((other) => line(other.place, other.message)),
      said,
    );
  }

  toggle() {
    if ($('findings').hidden) {
      if ($('findings-toggle').hidden) return;
      this.#show(true);
      $('findings').dataset.opened = 'by hand';
      $('findings').querySelector('ol').focus();
    } else {
      this.close();
    }
  }

  /** Whether it was open. */
  close() {
    if ($('findings').hidden) return false;
    this.#closed = this.#shown;
    this.#show(false);
    return true;
  }

  #show(is) {
    if (!is) delete $('findings').dataset.opened;
    $('findings').hidden = !is;
    $('findings-toggle').setAttribute('aria-expanded', String(is));
  }
}

/** A text in which what stands between backticks is code. */
function prose(text) {
  return text.split('`').map((part, index) => (index % 2 ? h('code', {}, part) : part));
}

/** A line with its place underlined; a place that is empty is the character at it. */
function underlined([before, at, after]) {
  const [first] = after;
  if (at === '' && first) return [before, h('mark', {}, first), after.slice(first.length)];
  return [before, h('mark', {}, at || ' '), after];
}

function counted(errors, warnings) {
  const one = (count, noun) => count > 0 && `${count} ${noun}${count === 1 ? '' : 's'}`;
  return [one(errors, 'mistake'), one(warnings, 'warning')].filter(Boolean).join(', ');
}
