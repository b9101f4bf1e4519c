// A line of the outline: copied, or opened in the editor where the preview was started with --edit.

import { h } from '/page/dom.js';
import { post } from '/page/post.js';

export const where = ({ file, line, column }) => `${file}:${line}:${column}`;

/** Buttons that act on a place: `{ file, line, column }`. */
export function buttons(app, place) {
  const said = h('span', { class: 'said', role: 'status' });
  const open = app.deck.editor && h('button', { type: 'button', class: 'main', onclick: async () => (said.textContent = await opened(place)) }, 'Open in editor');
  const copied = async () => (said.textContent = (await copy(where(place))) ? 'Copied' : 'Not copied: the browser does not allow it');
  return [open, h('button', { type: 'button', class: 'plain', onclick: copied }, 'Copy place'), said];
}

/** What a click on a place itself does: opens it, or copies it. */
export async function act(app, place) {
  if (app.deck.editor) return opened(place);
  return (await copy(where(place))) ? 'Copied. Start with --edit to have your editor opened here.' : 'Start the preview with --edit to have your editor opened here.';
}

async function opened({ file, line, column }) {
  try {
    const answer = await post('/edit', { file, line, column });
    return answer.ok ? 'Opened' : (await answer.text()).trim();
  } catch {
    return 'The preview is not running any more.';
  }
}

/** Copies a text; says whether that was possible. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
