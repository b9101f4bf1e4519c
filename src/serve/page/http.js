// @ts-check
// Requests to the server.

/**
 * Posts a value as JSON.
 * @param {string} address
 * @param {unknown} value
 */
export const postJson = (address, value) =>
  fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(value),
  });
