// @ts-check
// Stretches the text over the drawing, which is in another font, to the width of the drawn text, so
// that a selection covers the words. The ratio does not depend on the size of the window.

import { sheets } from './parts.js';

/** @param {HTMLElement} sheet */
function fitLines(sheet) {
  const lines = /** @type {NodeListOf<HTMLElement>} */ (sheet.querySelectorAll('span[data-w]'));
  const page = sheet.clientWidth;
  // All are measured before any is changed, so that the browser lays out the page once.
  const widths = [...lines].map((line) => line.offsetWidth);
  lines.forEach((line, index) => {
    const wanted = (Number(line.dataset.w) / 100) * page;
    if (widths[index] > 0) line.style.transform = `scaleX(${(wanted / widths[index]).toFixed(4)})`;
  });
}

/** Fits the text of each page when it is about to be seen. */
export function fitTextLayers() {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        fitLines(/** @type {HTMLElement} */ (target));
      }
    },
    { rootMargin: '50%' },
  );
  for (const sheet of sheets) observer.observe(sheet);
}
