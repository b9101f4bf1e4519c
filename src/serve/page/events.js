// What is new on the server, for any number of windows.
//
// A browser opens no more than six connections to a server, for all windows together, and one that waits for events is open all the time.
// So one window listens and passes on what it hears; when it is closed, the next one takes over. Where a browser gives no locks (pages
// that come over the network), every window listens for itself.

/**
 * Calls `on[kind](what)` for each event, once with the latest at the beginning, and `on.connection(isThere)` when the server is lost or found.
 * What one window hears is passed on to the others.
 * @param {string} address of the server's events
 * @param {Record<string, (what: any) => void>} on
 */
export function follow(address, on) {
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') {
    listen(address, on);
    return;
  }
  const channel = new BroadcastChannel(`events ${address}`);
  const latest = new Map();
  let leads = false;
  channel.onmessage = ({ data }) => {
    if (!leads && data.kind) on[data.kind]?.(data.what);
    if (leads && data.ask) for (const [kind, what] of latest) channel.postMessage({ kind, what });
  };
  channel.postMessage({ ask: true });
  navigator.locks.request(`events ${address}`, () => {
    leads = true;
    const passOn = (kind) => (what) => {
      latest.set(kind, what);
      channel.postMessage({ kind, what });
      on[kind](what);
    };
    listen(address, Object.fromEntries(Object.keys(on).map((kind) => [kind, passOn(kind)])));
    return new Promise(() => {});
  });
}

/** The same for a window that listens for itself, as one that the server counts does. */
export function listen(address, { connection, ...on }) {
  let source;
  let again;
  const open = () => {
    clearTimeout(again);
    source?.close();
    source = new EventSource(address);
    source.onopen = () => connection(true);
    source.onerror = () => {
      connection(false);
      // The browser tries again by itself, but gives up after some mistakes.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, 1000);
    };
    for (const [kind, hear] of Object.entries(on)) source.addEventListener(kind, ({ data }) => hear(JSON.parse(data)));
  };
  open();
  // A machine that slept does not always notice that the connection is gone.
  addEventListener('online', open);
  addEventListener('pageshow', (event) => event.persisted && open());
}
