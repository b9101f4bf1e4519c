// A phone as remote control: the code it comes in with.

import { h } from './dom.js';
import { post } from './post.js';

const ask = (address) => post(address, {}).catch(() => {});

/** Opens the dialog and keeps it true. */
export function openDoor(dialog, talk) {
  const fill = () => dialog.replaceChildren(...content(dialog, talk));
  if (!dialog.dataset.ready) {
    dialog.dataset.ready = 'yes';
    talk.addEventListener('remote', () => dialog.open && fill());
  }
  fill();
  dialog.showModal();
}

function content(dialog, talk) {
  const head = h('div', { class: 'head' }, h('h2', { id: 'door-name' }, 'Phone as remote control'), h('button', { type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() }, '✕'));
  const { remote } = talk;
  if (!remote?.address) {
    return [head, h('p', {}, 'Nothing is served to the network. To let a phone in, end plenary and start it with ', h('code', {}, '--remote'), ':'), h('pre', {}, 'plenary present slides.yaml --remote'), h('p', {}, 'This page comes back to the same slide and time.')];
  }
  const again = h('button', { type: 'button', class: remote.code ? null : 'main', onclick: () => ask('/door/renew') }, remote.code ? 'Another code' : 'New code');
  const phones = remote.known
    ? h('p', { class: 'phones' }, `${remote.connected} of ${remote.known} ${remote.known === 1 ? 'phone' : 'phones'} connected `, h('button', { type: 'button', onclick: () => ask('/door/forget') }, 'Send phones away'))
    : null;
  if (!remote.code) {
    const why = remote.guessed ? 'Somebody entered wrong codes, so this one is no longer valid.' : remote.known ? 'The code was used. Each code lets one phone in.' : 'The code was not used in time.';
    return [head, h('p', {}, why), h('p', { class: 'row' }, again), phones].filter(Boolean);
  }
  return [
    head,
    h(
      'div',
      { class: 'invitation' },
      h('img', { src: `/door.svg?${remote.code}`, alt: 'QR code of the address below', width: '240', height: '240' }),
      h('div', {}, h('p', {}, 'Scan it with a phone in the same network, or open'), h('p', { class: 'address' }, remote.address), h('p', {}, 'and enter'), h('p', { class: 'code' }, `${remote.code.slice(0, 4)} ${remote.code.slice(4)}`), h('p', { class: 'soft' }, 'It lets one phone in, within 15 minutes.'), h('p', { class: 'row' }, again)),
    ),
    phones,
  ].filter(Boolean);
}
