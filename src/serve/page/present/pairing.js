// @ts-check
// The dialog that pairs a phone as remote control.

import { h } from '../dom.js';
import { postJson } from '../http.js';
import { countOf } from '../text.js';

/**
 * @import { PairingState } from '../wire'
 * @import { Talk } from './talk'
 */

/** The result arrives as an event. */
const post = (/** @type {string} */ address) => postJson(address, {}).catch(() => {});

/**
 * Keeps the dialog up to date; returns a function that opens it.
 * @param {HTMLDialogElement} dialog
 * @param {Talk} talk
 */
export function createPairingDialog(dialog, talk) {
  const body = h('div', { class: 'body' });
  dialog.append(body);
  const update = () =>
    body.replaceChildren(...pairingContent(talk.pairing).filter((part) => !!part));
  talk.addEventListener('pairing', update);
  return () => {
    update();
    dialog.showModal();
  };
}

/** @param {PairingState | null} pairing */
function pairingContent(pairing) {
  if (!pairing?.address) {
    return [
      h(
        'p',
        {},
        'The network cannot reach this talk. To connect a phone, quit plenary and start it with ',
        h('code', {}, '--remote'),
        ':',
      ),
      h('pre', {}, 'plenary present slides.yaml --remote'),
      h('p', {}, 'This page then reconnects, and the talk starts with the first slide.'),
    ];
  }
  const { address, code } = pairing;
  const renew = h(
    'button',
    { type: 'button', class: !code && 'main', onclick: () => post('/pairing/renew') },
    code ? 'Another code' : 'New code',
  );
  if (!code)
    return [h('p', {}, noCodeReason(pairing)), h('p', { class: 'row' }, renew), phoneRow(pairing)];
  const alt = 'QR code of the address';
  return [
    h(
      'div',
      { class: 'invitation' },
      h('img', { src: `/pairing/qr.svg?${code}`, alt, width: 240, height: 240 }),
      h(
        'div',
        {},
        h('p', {}, 'Scan the code with a phone in the same network, or open'),
        h('p', { class: 'address' }, address),
        h('p', {}, 'and enter'),
        h('p', { class: 'code' }, `${code.slice(0, 4)} ${code.slice(4)}`),
        h('p', { class: 'soft' }, 'It connects one phone and expires after 15 minutes.'),
        h('p', { class: 'row' }, renew),
      ),
    ),
    phoneRow(pairing),
  ];
}

/** @param {PairingState} pairing */
function noCodeReason({ too_many_guesses, paired }) {
  if (too_many_guesses) return 'The code is no longer valid, because wrong codes were entered.';
  return paired ? 'The code was used. Each code connects one phone.' : 'The code has expired.';
}

/** @param {PairingState} pairing */
function phoneRow({ paired, connected }) {
  const disconnect = () => post('/pairing/unpair');
  return (
    paired > 0 &&
    h(
      'p',
      { class: 'phones' },
      `${connected} of ${countOf(paired, 'phone')} connected `,
      h('button', { type: 'button', onclick: disconnect }, 'Disconnect all phones'),
    )
  );
}
