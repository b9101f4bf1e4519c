// What is new on the server, for any number of windows.
//
// A browser opens no more than six connections to a server, for all windows together, and one that waits for events is open all the time.
// So one window listens and passes on what it hears; when it is closed, the next one takes over. Where a browser gives no locks (pages
// that come over the network), every window listens for itself.

/**
 * Calls `on[kind](what)` for each event, once with the latest at the beginning, and `on.connection(isThere)` when the server is lost or found.
 * @param {string} address of the server's events
 * @param {Record<string, (what: any) => void>} on
 */
export function follow(address, on) {
  const kinds = Object.keys(on).filter((kind) => kind !== 'connection');
  const hear = (kind, what) => on[kind]?.(what);
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') {
    listen(address, kinds, hear);
    return;
  }
  const channel = new BroadcastChannel(`events ${address}`);
  const latest = new Map();
  let leads = false;
  channel.onmessage = ({ data }) => {
    if (!leads && data.kind) hear(data.kind, data.what);
    if (leads && data.ask) for (const [kind, what] of latest) channel.postMessage({ kind, what });
  };
  channel.postMessage({ ask: true });
  navigator.locks.request(`events ${address}`, () => {
    leads = true;
    listen(address, kinds, (kind, what) => {
      latest.set(kind, what);
      channel.postMessage({ kind, what });
      hear(kind, what);
    });
    return new Promise(() => {});
  });
}

function listen(address, kinds, hear) {
  let source;
  let again;
  const open = () => {
    clearTimeout(again);
    source?.close();
    source = new EventSource(address);
    source.onopen = () => hear('connection', true);
    source.onerror = () => {
      hear('connection', false);
      // The browser tries again by itself, but gives up after some mistakes.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, 1000);
    };
    for (const kind of kinds) source.addEventListener(kind, (event) => hear(kind, JSON.parse(event.data)));
  };
  open();
  // A machine that slept does not always notice that the connection is gone.
  addEventListener('online', open);
  addEventListener('pageshow', (event) => event.persisted && open());
}
