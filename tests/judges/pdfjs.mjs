// Opens each PDF in pdf.js, Firefox's engine: no warning, no dead link, every page with its tags.
// Draws the pages as FOLDER/NAME-N.png.
//
// usage: node pdfjs.mjs FOLDER DPI FILE.pdf...

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const library = path.dirname(require.resolve('pdfjs-dist/package.json'));
const { createCanvas } = require('@napi-rs/canvas');
const { getDocument, VerbosityLevel } = await import(
  pathToFileURL(path.join(library, 'legacy/build/pdf.mjs'))
);
const [folder, dpi, ...files] = process.argv.slice(2);
let good = true;
for (const file of files) {
  const complaints = [];
  const [log, warn] = [console.log, console.warn];
  console.log = console.warn = (...words) => complaints.push(words.join(' '));
  try {
    const pdf = await getDocument({
      data: new Uint8Array(fs.readFileSync(file)),
      stopAtErrors: true,
      verbosity: VerbosityLevel.WARNINGS,
      cMapUrl: `${library}/cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${library}/standard_fonts/`,
      wasmUrl: `${library}/wasm/`,
    }).promise;
    if (!(await pdf.getMarkInfo())?.Marked) complaints.push('it is not tagged');
    const visit = async (destination) => {
      const found =
        typeof destination === 'string' ? await pdf.getDestination(destination) : destination;
      if (found && !((await pdf.getPageIndex(found[0]).catch(() => -1)) >= 0))
        complaints.push(`a dead link: ${JSON.stringify(destination)}`);
      if (!found && destination) complaints.push(`a dead link: ${destination}`);
    };
    const walk = async (entries) => {
      for (const entry of entries ?? []) {
        await visit(entry.dest);
        await walk(entry.items);
      }
    };
    await walk(await pdf.getOutline());
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      for (const annotation of await page.getAnnotations())
        if (annotation.subtype === 'Link') await visit(annotation.dest);
      const viewport = page.getViewport({ scale: dpi / 72 });
      const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
      await page.render({ canvasContext: canvas.getContext('2d'), viewport, annotationMode: 0 })
        .promise;
      fs.writeFileSync(
        path.join(folder, `${path.basename(file, '.pdf')}-${number}.png`),
        canvas.toBuffer('image/png'),
      );
    }
    await pdf.destroy();
  } catch (error) {
    complaints.push(String(error));
  }
  [console.log, console.warn] = [log, warn];
  for (const complaint of complaints) {
    console.log(`FAIL pdf.js ${file}: ${complaint}`);
    good = false;
  }
}
process.exit(good ? 0 : 1);
