// @ts-check
// The addresses of the images of pages. In a file, `file/image-address.js` takes its place.

/** @import { Page } from './wire' */

/**
 * Returns the address of a page's image: an SVG, or a PNG of this width in pixels.
 * @param {Page} page
 * @param {400 | 640} [width]
 */
export const imageAddress = ({ image }, width) =>
  width ? `${image}-${width}.png` : `${image}.svg`;
