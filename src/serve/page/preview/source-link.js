// @ts-check
// Links to a line of the outline: they copy the location, or open it in the editor if the preview
// was started with --edit.

import { h } from '../dom.js';
import { postJson } from '../http.js';

/** @import { Location } from '../wire' */

const EDIT_HINT = 'Start the preview with --edit to open your editor from here.';

/** @param {Location} location */
export const formatLocation = ({ file, line, column }) => `${file}:${line}:${column}`;

/**
 * Creates the buttons for a location, and a text that reports what they did.
 * @param {string | null} editor
 * @param {Location} location
 */
export function locationButtons(editor, location) {
  const status = h('span', { class: 'status', role: 'status' });
  const button = (
    /** @type {string} */ kind,
    /** @type {string} */ label,
    /** @type {() => Promise<string>} */ run,
  ) => {
    const onclick = async () => {
      status.textContent = await run();
    };
    return h('button', { type: 'button', class: kind, onclick }, label);
  };
  const copy = async () =>
    (await copyText(formatLocation(location))) ? 'Copied' : 'The browser does not allow copying.';
  return [
    editor && button('main', 'Open in editor', () => openInEditor(location)),
    button('plain', 'Copy location', copy),
    status,
  ];
}

/**
 * Opens a location in the editor, or copies it. Returns a text that reports the result.
 * @param {string | null} editor
 * @param {Location} location
 */
export async function openOrCopy(editor, location) {
  if (editor) return openInEditor(location);
  return (await copyText(formatLocation(location))) ? `Copied. ${EDIT_HINT}` : EDIT_HINT;
}

/** @param {Location} location */
async function openInEditor({ file, line, column }) {
  try {
    const response = await postJson('/edit', { file, line, column });
    return response.ok ? 'Opened' : (await response.text()).trim();
  } catch {
    return 'The preview has stopped.';
  }
}

/**
 * Copies a text; returns whether the browser allows it.
 * @param {string} text
 */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
