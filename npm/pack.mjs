// Makes the npm packages: one for each platform with its binary, and `plenary`, which starts it.
//
//   node npm/pack.mjs BINARIES OUT
//
// BINARIES has a folder for each target of platforms.json with the program in it. Platforms without
// one are left out. The packages are tested with `npm pack` and an install from the files.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const [binaries, out] = process.argv.slice(2);
if (!binaries || !out) {
  console.error('usage: node npm/pack.mjs BINARIES OUT');
  process.exit(2);
}
const main = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const version = /^version = "(.+)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'))?.[1];
if (version !== main.version) {
  console.error(`error: Cargo.toml has the version ${version}, npm/package.json ${main.version}`);
  process.exit(1);
}
const licences = ['LICENSE-MIT', 'LICENSE-APACHE'];

/** Writes a package into a folder and packs it. */
function pack(folder, manifest, files) {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const [from, to] of files) {
    copyFileSync(from, join(folder, to));
    chmodSync(join(folder, to), to.startsWith('bin/') ? 0o755 : 0o644);
  }
  for (const name of licences) {
    copyFileSync(join(root, name), join(folder, name));
  }
  const arguments_ = ['pack', '--silent', '--pack-destination', resolve(out)];
  const options = { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' };
  console.log(execFileSync('npm', arguments_, options).trim());
}

mkdirSync(out, { recursive: true });
const optionalDependencies = {};
for (const { target, os, cpu, binary } of JSON.parse(
  readFileSync(join(here, 'platforms.json'), 'utf8'),
)) {
  const program = join(binaries, target, binary);
  if (!existsSync(program)) {
    console.error(`note: no program for ${target}`);
    continue;
  }
  const { description, license } = main;
  const name = `@plenary/${os}-${cpu}`;
  const files = ['bin/', ...licences, 'fonts/', 'icons/'];
  const manifest = { name, version, description, license, os: [os], cpu: [cpu], files };
  const folder = join(out, 'packages', `${os}-${cpu}`);
  mkdirSync(join(folder, 'fonts'), { recursive: true });
  mkdirSync(join(folder, 'icons'), { recursive: true });
  pack(folder, manifest, [
    [program, `bin/${binary}`],
    [join(root, 'fonts', 'OFL-SourceSans3.txt'), 'fonts/OFL-SourceSans3.txt'],
    [join(root, 'fonts', 'OFL-SourceCodePro.txt'), 'fonts/OFL-SourceCodePro.txt'],
    [join(root, 'icons', 'LICENSE-Lucide.txt'), 'icons/LICENSE-Lucide.txt'],
  ]);
  optionalDependencies[name] = version;
}
if (Object.keys(optionalDependencies).length === 0) {
  console.error(`error: there is no program in ${binaries}`);
  process.exit(1);
}
const { private: _, ...published } = main;
pack(join(out, 'packages', 'plenary'), { ...published, optionalDependencies }, [
  [join(here, 'bin', 'plenary.js'), 'bin/plenary.js'],
  [join(here, 'README.md'), 'README.md'],
]);
