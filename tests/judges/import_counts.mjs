// Counts the slides that Marp, Slidev and reveal.js make of Markdown decks, with their own parsers.
//
// usage: node import_counts.mjs TOOL FILE...    prints FILE, a tab and the number for each
//
// TOOL is `marp`, `slidev` or `reveal`. Run it in the folder that has the `node_modules`.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const load = (name) => import(pathToFileURL(path.resolve('node_modules', name)));

/** Marp's engine gives one string of HTML for each slide. */
async function countMarp() {
  const { Marp } = require('@marp-team/marp-core');
  return (text) => new Marp({ html: true }).render(text, { htmlAsArray: true }).html.length;
}

/** Slidev's parser replaces `src:` by the slides of the file, and leaves out disabled slides. */
async function countSlidev() {
  const parser = await load('@slidev/parser/dist/fs.mjs');
  return async (_text, file) => {
    const folder = path.dirname(file);
    const { slides } = await parser.load({ userRoot: folder, roots: [folder] }, file);
    return slides.length;
  };
}

/** The Markdown plugin of reveal.js cuts the text as reveal-md's front matter or defaults say. */
async function countReveal() {
  globalThis.window = globalThis;
  globalThis.document = {};
  const { default: plugin } = await load('reveal.js/dist/plugin/markdown.mjs');
  const { parseYamlFrontMatter } = await load('reveal-md/lib/util.js');
  const defaults = JSON.parse(
    fs.readFileSync(path.resolve('node_modules/reveal-md/lib/defaults.json'), 'utf8'),
  );
  return (text) => {
    const { yamlOptions, markdown } = parseYamlFrontMatter(text);
    const { separator, verticalSeparator } = { ...defaults, ...yamlOptions };
    const html = plugin().slidify(markdown, { separator, verticalSeparator, attributes: '' });
    return html.match(/<section [^>]*data-markdown/g).length;
  };
}

const [tool, ...files] = process.argv.slice(2);
const count = await { marp: countMarp, slidev: countSlidev, reveal: countReveal }[tool]();
for (const file of files) {
  console.log(`${file}\t${await count(fs.readFileSync(file, 'utf8'), file)}`);
}
