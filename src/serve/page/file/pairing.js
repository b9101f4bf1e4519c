// @ts-check
// A talk in a file has no phone as remote control, which needs a server.

/**
 * @param {HTMLDialogElement} _dialog
 * @param {import('../present/talk').Talk} _talk
 */
export const createPairingDialog = (_dialog, _talk) => () => {};
