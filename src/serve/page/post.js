// What is asked of the server.

/** Sends something to the server as JSON. */
export const post = (address, what) => fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(what) });
