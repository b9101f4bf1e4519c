// @ts-check
// The addresses of the windows of a talk, and messages between them. In a file, `file/windows.js`
// takes its place.

/** @import { KeyBinding } from '../keys' */

/** The address of the audience window. */
export const AUDIENCE_ADDRESS = '/audience';

/** The origin to which messages are sent. */
export const TARGET_ORIGIN = location.origin;

/**
 * Tells whether a message comes from a window of this talk.
 * @param {MessageEvent} message
 */
export const isOwnMessage = ({ origin }) => origin === location.origin;

/**
 * Tells whether a window shows the slides. Throws for the page of another site.
 * @param {Window} opened
 */
export const showsSlides = (opened) => opened.location.pathname === AUDIENCE_ADDRESS;

/** Keys of the audience window that only a file has.
 * @type {KeyBinding[]} */
export const AUDIENCE_KEYS = [];
