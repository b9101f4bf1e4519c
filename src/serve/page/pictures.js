// Pictures that did not come: they are not shown as broken, and asked for again when the server is back.

const note = ({ target, type }) => target instanceof HTMLImageElement && target.classList.toggle('missing', type === 'error');
// What happens to a picture is told to itself alone; the document hears of it on the way there.
for (const kind of ['load', 'error']) document.addEventListener(kind, note, true);

/** Asks once more for what did not come. */
export function askAgain() {
  for (const image of document.querySelectorAll('img.missing')) image.src = image.getAttribute('src');
}
