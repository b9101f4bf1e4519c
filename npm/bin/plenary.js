#!/usr/bin/env node
// Starts the program from the package of this platform, and does nothing else.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';

const name = `@plenary/${process.platform}-${process.arch}`;
const file = process.platform === 'win32' ? 'plenary.exe' : 'plenary';

let program;
try {
  program = createRequire(import.meta.url).resolve(`${name}/bin/${file}`);
} catch {
  console.error(`error: the package ${name} is not installed`);
  console.error(
    'help: install plenary without `--omit=optional`; on a platform without a package, build it ' +
      'with Rust: `cargo install --path .`',
  );
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// A terminal sends Ctrl-C to both processes; what is sent to this one alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => {
  console.error(`error: cannot start ${program}: ${error.message}`);
  process.exit(2);
});
child.on('close', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});
