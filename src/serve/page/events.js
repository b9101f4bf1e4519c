// @ts-check
// The event stream of the server (server-sent events).

/**
 * Handlers by event name. `connection` is called when the connection is established or lost,
 * `refused` when the server does not know the key of this browser.
 * @typedef {{ connection: (isConnected: boolean) => void, refused?: (isRefused: boolean) => void }
 *   & Record<string, (data: any) => void>} EventHandlers
 */

/**
 * Listens to the server's events, with one connection for all windows of the browser.
 *
 * A browser opens at most six connections to a server, and an event stream occupies one for as
 * long as its window is open. One window therefore listens and forwards every event; when it is
 * closed, another one takes its place. Without the Web Locks API (on insecure origins), each window
 * listens for itself.
 * @param {string} address
 * @param {EventHandlers} handlers
 */
export function shareEvents(address, handlers) {
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') {
    listenToEvents(address, handlers);
    return;
  }
  const channel = new BroadcastChannel(`events ${address}`);
  /** @type {Map<string, unknown>} */
  const latest = new Map();
  let isListening = false;
  channel.onmessage = ({ data }) => {
    if (!isListening && data.kind) handlers[data.kind]?.(data.value);
    if (isListening && data.request) {
      for (const [kind, value] of latest) channel.postMessage({ kind, value });
    }
  };
  channel.postMessage({ request: true });
  navigator.locks.request(`events ${address}`, () => {
    isListening = true;
    const forward = (/** @type {string} */ kind) => (/** @type {unknown} */ value) => {
      latest.set(kind, value);
      channel.postMessage({ kind, value });
      handlers[kind](value);
    };
    const forwarding = Object.keys(handlers).map((kind) => [kind, forward(kind)]);
    listenToEvents(address, Object.fromEntries(forwarding));
    // Keeps the lock until the window is closed.
    return new Promise(() => {});
  });
}

/**
 * Listens to the server's events with a connection of this window's own.
 * @param {string} address
 * @param {EventHandlers} handlers
 */
export function listenToEvents(address, { connection, refused, ...handlers }) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {number | undefined} */
  let retry;
  const open = () => {
    clearTimeout(retry);
    source?.close();
    const stream = new EventSource(address);
    source = stream;
    stream.onopen = () => connection(true);
    stream.onerror = () => {
      connection(false);
      // The browser reconnects by itself, but gives up after some errors.
      if (stream.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, 1000);
      isRefused().then((isTrue) => isTrue && refused?.(true));
    };
    for (const [kind, handle] of Object.entries(handlers)) {
      stream.addEventListener(kind, ({ data }) => handle(JSON.parse(data)));
    }
  };
  open();
  // A computer that was asleep does not always notice that the connection is lost.
  addEventListener('online', open);
  addEventListener('pageshow', (event) => event.persisted && open());
}

/** Tells whether the server does not know the key of this browser. */
async function isRefused() {
  const response = await fetch('/deck', { method: 'HEAD' }).catch(() => null);
  return response?.status === 403;
}
