// @ts-check
// Images of pages.

import { imageAddress } from './image-address.js';

/** @import { Page } from './wire' */

/** The number of images that are held ready. */
const MAX_LOADED_IMAGES = 24;

/** Images that were loaded recently, by address, the latest last.
 * @type {Map<string, HTMLImageElement>} */
const loadedImages = new Map();

/**
 * Loads and decodes an image, so that it can be painted without flicker. An image that fails is
 * requested once more on the next call.
 * @param {string} address
 */
export async function loadImage(address) {
  const image =
    loadedImages.get(address) ??
    Object.assign(new Image(), { src: address, draggable: false, alt: '' });
  loadedImages.delete(address);
  loadedImages.set(address, image);
  if (loadedImages.size > MAX_LOADED_IMAGES) {
    loadedImages.delete(/** @type {string} */ (loadedImages.keys().next().value));
  }
  try {
    await image.decode();
  } catch (error) {
    // Some browsers report an error for an image that they can paint.
    if (!image.complete || image.naturalWidth === 0) {
      loadedImages.delete(address);
      throw error;
    }
  }
  return image;
}

/**
 * Loads the images of pages that may be shown next.
 * @param {(Page | undefined)[]} pages
 */
export function preloadImages(pages) {
  for (const page of pages) if (page) loadImage(imageAddress(page)).catch(() => {});
}

/** Requests visible images once more that failed to load. */
export function retryMissingImages() {
  for (const image of document.querySelectorAll('img.missing')) {
    if (image.checkVisibility()) image.setAttribute('src', image.getAttribute('src') ?? '');
  }
}

// An image that failed to load is not shown as broken. These events do not bubble: the document
// sees them in the capture phase.
for (const kind of ['load', 'error']) {
  document.addEventListener(
    kind,
    ({ target }) =>
      target instanceof HTMLImageElement && target.classList.toggle('missing', kind === 'error'),
    true,
  );
}
