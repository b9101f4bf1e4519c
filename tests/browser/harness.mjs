// Tools for tests in a real browser. `tests/browser.sh NAME` runs tests/browser/NAME.test.mjs.
//
//   import assert from 'node:assert/strict';
//   import { inBrowser, eventually } from './harness.mjs';
//
//   inBrowser('a save shows on the page', async ({ project, start, open, shoot, accessible }) => {
//     // The text of an outline, or a deck of this repository: project('slides.yaml').
//     const talk = await project('title: Rivers\nlang: en\nslides:\n  - title: Old\n');
//     // Waits for the address of the program.
//     const preview = await start(talk, ['preview', 'slides.yaml']);
//     // A page of playwright.
//     const page = await open(preview.address, { size: 'phone', scheme: 'dark' });
//     // Saves as editors do.
//     await talk.edit('slides.yaml', (text) => text.replace('Old', 'New'));
//     // Wait for what should be visible, never for a fixed time, or until a condition holds.
//     await page.getByText('New').waitFor();
//     await eventually(async () => assert.match(await page.title(), /New/));
//     // Takes a screenshot for --shots FOLDER.
//     await shoot(page, 'saved');
//     // Checks the page with axe-core.
//     await accessible(page);
//   });
//
// A test fails by itself when a page logs an error, throws, or sends a request to an address that
// the test does not know, and when the program panics or exits. A test that breaks something on
// purpose names the errors that it expects: expect(/ERR_CONNECTION_REFUSED/). The message of a
// failed test includes the output of the program and a screenshot of every open page. All programs
// are ended and all folders removed afterwards.
//
// Each file has one Chromium, and each test has its own session (storage, cookies). `open(…, {
// beside: page })` opens another window of the same session. Windows that a page opens are watched
// too: `Promise.all([page.waitForEvent('popup'), page.click(…)])`.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const installed = createRequire(path.join(process.env.BROWSER_HOME, 'package.json'));
const { chromium } = installed('playwright-core');
const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const file = path.basename(process.argv[1] ?? 'test').replace(/\.test\.mjs$/, '');

/** The timeout of every wait. Waits are much shorter even on a busy machine. */
const PATIENCE = 30_000;

/** Screen sizes: a phone in portrait orientation, a tablet, a small notebook, a projector. */
export const SIZES = {
  phone: {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
  tablet: { viewport: { width: 768, height: 1024 }, hasTouch: true, isMobile: true },
  notebook: { viewport: { width: 1280, height: 720 } },
  projector: { viewport: { width: 1920, height: 1080 } },
};

/** Repeats `body` until it does not throw; returns its result, or throws its last error. */
export async function eventually(body) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await body();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** Defines a test that uses a browser, as described above. */
export function inBrowser(name, body) {
  test(name, { timeout: 6 * PATIENCE }, async () => {
    const stage = new Stage();
    const given = {};
    for (const tool of [
      'project',
      'start',
      'open',
      'serve',
      'expect',
      'objections',
      'shoot',
      'accessible',
    ])
      given[tool] = stage[tool].bind(stage);
    try {
      await body(given);
      stage.check();
    } catch (error) {
      error.message += await stage.account(name);
      throw error;
    } finally {
      await stage.clear();
    }
  });
}

class Stage {
  #folders = [];
  #programs = [];
  #contexts = [];
  #closers = [];
  #known = new Set();
  /** The keys of the programs, by their addresses.
   * @type {Map<string, string>} */
  #keys = new Map();
  #expected = [];
  #complaints = [];

  /**
   * Creates a temporary folder with an outline, which is removed after the test. `outline` is the
   * text of `slides.yaml` (of several lines) or the path of a deck in this repository; `files` are
   * more files by path. The images of the repository are in `images/`.
   */
  async project(outline, files = {}) {
    const folder = await mkdtemp(path.join(tmpdir(), 'plenary-browser-'));
    this.#folders.push(folder);
    // Marks the root of the project, so that decks in `slides/` may use files in `images/`.
    await mkdir(path.join(folder, '.git'));
    await cp(path.join(repository, 'images'), path.join(folder, 'images'), { recursive: true });
    const project = new Project(folder);
    if (outline.includes('\n')) await project.save('slides.yaml', outline);
    else await project.save(outline, await readFile(path.join(repository, outline)));
    for (const [name, content] of Object.entries(files)) await project.save(name, content);
    return project;
  }

  /**
   * Starts plenary in the folder of a project, on a free port unless `--port` is given, and waits
   * until it prints its address to stderr.
   */
  async start(project, words, { env = {} } = {}) {
    const more = words.includes('--port') ? [] : ['--port', '0'];
    // Tests open their own browser.
    if (words[0] === 'present' && !words.includes('--no-open')) more.push('--no-open');
    // Talks are saved in the folder of the project, not in that of the user.
    const state = path.join(project.folder, '.state');
    const program = new Program(project.folder, [...words, ...more], {
      XDG_STATE_HOME: state,
      XDG_CACHE_HOME: state,
      ...env,
    });
    this.#programs.push(program);
    const printed = new URL((await program.said(/https?:\/\/[^\s/]+(?:\/[^\s,;)'"]*)?/))[0]);
    program.key = printed.searchParams.get('key');
    program.address = `${printed.origin}/`;
    this.#known.add(printed.origin);
    this.#keys.set(printed.origin, program.key);
    return program;
  }

  /** Permits requests of the pages to `address`, for example to a server of the test itself. */
  serve(address, close = () => {}) {
    this.#known.add(new URL(address).origin);
    this.#closers.push(close);
  }

  /** Permits errors that match, in tests that stop the program or break an image. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /**
   * Opens a page, with the key of its program. `size` is one of SIZES, `scheme` is `light` or `dark`, `beside` a page whose
   * session it shares; other options are those of playwright's `newContext` (`locale`,
   * `reducedMotion`, `forcedColors` …).
   */
  async open(address, { size = 'notebook', scheme = 'light', beside, ...more } = {}) {
    let context = beside?.context();
    if (!context) {
      const browser = await launched();
      context = await browser.newContext({ ...SIZES[size], colorScheme: scheme, ...more });
      this.#contexts.push(context);
      context.setDefaultTimeout(PATIENCE);
      context.on('page', (page) => this.#watch(page));
      context.on('request', (request) => this.#asked(request.url()));
      context.on('weberror', (error) =>
        this.#complain(`page error: ${error.error().stack || error.error()}`),
      );
    }
    const page = await context.newPage();
    if (beside) await page.setViewportSize(SIZES[size].viewport);
    const withKey = new URL(address);
    const key = this.#keys.get(withKey.origin);
    if (key) withKey.searchParams.set('key', key);
    await page.goto(withKey.href);
    return page;
  }

  /** Takes a screenshot of the page as FILE-NAME.png, if --shots was given. */
  async shoot(page, name) {
    if (process.env.BROWSER_SHOTS)
      await page.screenshot({ path: picture(process.env.BROWSER_SHOTS, name) });
  }

  /**
   * Checks with axe-core that the page conforms to WCAG 2.2, levels A and AA, in its current state.
   */
  async accessible(page, state = 'page') {
    await page.evaluate(`typeof axe === 'undefined' && (() => { ${await axe()} })()`);
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await page.evaluate(
      (values) => axe.run(document, { runOnly: { type: 'tag', values } }),
      tags,
    );
    const said = violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join('\n')}`,
    );
    assert.equal(said.length, 0, `axe-core objects to the ${state}:\n${said.join('\n')}`);
  }

  #watch(page) {
    page.on(
      'console',
      (message) =>
        message.type() === 'error' &&
        this.#complain(`console: ${message.text()} (${message.location().url})`),
    );
    page.on('crash', () => this.#complain('the page crashed'));
    page.on('websocket', (socket) => this.#asked(socket.url()));
  }

  #asked(url) {
    const { protocol, origin } = new URL(url);
    if (['data:', 'blob:', 'about:'].includes(protocol) || this.#known.has(origin)) return;
    this.#complain(
      `asked for ${url}, which is outside ${[...this.#known].join(', ') || 'nothing'}`,
    );
  }

  #complain(complaint) {
    this.#complaints.push(complaint);
  }

  /** Returns the unexpected errors of pages and programs so far. */
  objections() {
    const found = [
      ...this.#complaints,
      ...this.#programs.flatMap((program) => program.complaints()),
    ];
    return found.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
  }

  check() {
    const found = this.objections();
    assert.equal(found.length, 0, found.join('\n'));
  }

  /** Returns what helps to understand why a test failed. */
  async account(name) {
    const parts = this.objections();
    for (const program of this.#programs)
      parts.push(`--- plenary ${program.words.join(' ')} wrote:\n${program.stderr || '(nothing)'}`);
    let index = 0;
    for (const page of this.#contexts.flatMap((context) => context.pages())) {
      const shot = picture(
        process.env.BROWSER_SHOTS || tmpdir(),
        `failed-${name.replace(/\W+/g, '-')}-${index++}`,
      );
      await page.screenshot({ path: shot, timeout: 5000 }).then(
        () => parts.push(`picture of ${page.url()}: ${shot}`),
        () => {},
      );
    }
    return `\n${parts.join('\n')}`;
  }

  async clear() {
    for (const context of this.#contexts) await context.close().catch(() => {});
    for (const close of this.#closers) await close();
    for (const program of this.#programs) await program.kill();
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
  }
}

/** The path of a screenshot. */
const picture = (folder, name) => path.join(folder, `${file}-${name}.png`);

/** A folder with a deck. */
class Project {
  constructor(folder) {
    this.folder = folder;
  }

  path(name) {
    return path.join(this.folder, name);
  }

  read(name) {
    return readFile(this.path(name), 'utf8');
  }

  remove(name) {
    return rm(this.path(name), { recursive: true });
  }

  /**
   * Saves a file as editors do. `rename`: a new file replaces the old one (most editors); `in
   * place`: the file is truncated and written (nano, many on Windows); `backup`: the old file is
   * moved away first, so that for a moment there is none (vim with `backupcopy=no`, Emacs);
   * `halves`: in place, with a pause in the middle, as over a slow network.
   */
  async save(name, content, how = 'rename') {
    const target = this.path(name);
    await mkdir(path.dirname(target), { recursive: true });
    const beside = path.join(path.dirname(target), `.${path.basename(target)}.swp`);
    if (how === 'rename') {
      await writeFile(beside, content);
      await rename(beside, target);
    } else if (how === 'in place') {
      await writeFile(target, content);
    } else if (how === 'backup') {
      await rename(target, `${target}~`);
      await writeFile(target, content);
      await rm(`${target}~`);
    } else if (how === 'halves') {
      const bytes = Buffer.from(content);
      await writeFile(target, bytes.subarray(0, bytes.length / 2));
      await new Promise((resolve) => setTimeout(resolve, 150));
      await writeFile(target, bytes.subarray(bytes.length / 2), { flag: 'a' });
    } else {
      throw new Error(`no editor saves by '${how}'`);
    }
  }

  /** Changes the text of a file and saves it. */
  async edit(name, change, how) {
    const text = await this.read(name);
    const changed = change(text);
    assert.notEqual(changed, text, `the edit of ${name} changes nothing`);
    await this.save(name, changed, how);
  }
}

/** A running `plenary`. */
class Program {
  stderr = '';
  stdout = '';
  /** The exit code or signal, once it has ended. */
  ended;
  #wanted = false;

  constructor(folder, words, env) {
    this.words = words;
    this.child = spawn(process.env.PLENARY, words, {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr.setEncoding('utf8').on('data', (text) => (this.stderr += text));
    this.child.stdout.setEncoding('utf8').on('data', (text) => (this.stdout += text));
    this.over = new Promise((resolve) =>
      this.child.once('close', (code, signal) => {
        this.ended = code ?? signal;
        resolve(this.ended);
      }),
    );
    running.add(this.child);
    this.over.then(() => running.delete(this.child));
  }

  /**
   * Waits until its output to stderr matches; returns the match. Fails if the program ends first.
   */
  async said(pattern) {
    const found = await eventually(() => {
      const match = this.stderr.match(pattern);
      if (match || this.ended !== undefined) return match;
      throw new Error(`plenary ${this.words.join(' ')} has not said ${pattern}`);
    });
    if (!found) throw new Error(`plenary ${this.words.join(' ')} ended without saying ${pattern}`);
    return found;
  }

  /** Ends it as Ctrl-C does; returns its exit code. */
  async stop(signal = 'SIGINT') {
    this.#wanted = true;
    this.child.kill(signal);
    return eventually(() => {
      assert.notEqual(
        this.ended,
        undefined,
        `plenary ${this.words.join(' ')} does not end on ${signal}`,
      );
      return this.ended;
    });
  }

  /** Ends it as a crash or a power failure does. */
  async kill() {
    this.#wanted = true;
    this.child.kill('SIGKILL');
    await this.over;
  }

  /** Returns its resident memory in kilobytes. */
  async memory() {
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(status.match(/VmRSS:\s+(\d+)/)[1]);
  }

  /** Returns its open files, sockets and watches. */
  async descriptors() {
    const folder = `/proc/${this.child.pid}/fd`;
    const links = (await readdir(folder)).map((name) =>
      readlink(path.join(folder, name)).catch(() => undefined),
    );
    return (await Promise.all(links)).filter(Boolean);
  }

  complaints() {
    const found = [];
    if (/panicked at/.test(this.stderr)) found.push('plenary panicked');
    if (this.ended !== undefined && !this.#wanted)
      found.push(`plenary ${this.words.join(' ')} ended by itself: ${this.ended}`);
    return found;
  }
}

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

let browser;
/**
 * The Chromium of this file, with two screens side by side. It resolves no names except that of
 * this machine, so that no request can leave it.
 */
function launched() {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM,
    chromiumSandbox: process.getuid() !== 0,
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.*, EXCLUDE localhost',
      '--disable-dev-shm-usage',
      '--screen-info={1280x720}{1280,0 1920x1080}',
    ],
  });
  return browser;
}
after(async () => (await browser)?.close());

let axeSource;
function axe() {
  axeSource ??= readFile(installed.resolve('axe-core/axe.min.js'), 'utf8');
  return axeSource;
}
