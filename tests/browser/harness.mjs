// What a test in a real browser needs. A test file is tests/browser/NAME.test.mjs; `tests/browser.sh NAME` runs it.
//
//   import assert from 'node:assert/strict';
//   import { inBrowser, eventually } from './harness.mjs';
//
//   inBrowser('a save shows on the open page', async ({ project, start, open, shoot, accessible }) => {
//     const talk = await project('title: Rivers\nlang: en\nslides:\n  - title: Old\n');    // or a deck of this repository: project('slides.yaml')
//     const preview = await start(talk, ['preview', 'slides.yaml']);             // waits for its address
//     const page = await open(preview.address, { size: 'phone', scheme: 'dark' });   // a page of playwright
//     await talk.edit('slides.yaml', (text) => text.replace('Old', 'New'));      // saves as editors do
//     await page.getByText('New').waitFor();                                     // wait for what is to be seen, never for a time
//     await eventually(async () => assert.match(await page.title(), /New/));     // … or until this holds
//     await shoot(page, 'saved');                                                // a picture, for --shots FOLDER
//     await accessible(page);                                                    // axe-core has no objection
//   });
//
// A test fails by itself when a page logs an error, throws, asks for anything outside the addresses that the test knows, or when the program
// panics or ends by itself. What a page may complain of in a test that breaks something on purpose is named: expect(/ERR_CONNECTION_REFUSED/).
// When a test fails, what the program wrote and a picture of every open page come with the message. Everything is ended and removed afterwards.
//
// Each file has one Chromium, each test its own session in it (storage, cookies). `open(…, { beside: page })` opens a further window of the same
// session; windows that a page opens itself are watched too: `const [popup] = await Promise.all([page.waitForEvent('popup'), page.click(…)])`.

import { test, after } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const installed = createRequire(path.join(process.env.BROWSER_HOME, 'package.json'));
const { chromium } = installed('playwright-core');
const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const file = path.basename(process.argv[1] ?? 'test').replace(/\.test\.mjs$/, '');

/** No wait is longer than this; none is expected to come near it, on a machine that builds something beside. */
const PATIENCE = 30_000;

/** The screens that we look at: a phone held upright, a tablet, a small notebook, a projector. */
export const SIZES = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  tablet: { viewport: { width: 768, height: 1024 }, hasTouch: true, isMobile: true },
  notebook: { viewport: { width: 1280, height: 720 } },
  projector: { viewport: { width: 1920, height: 1080 } },
};

/** Runs `body` again and again until it does not throw, and gives what it returns; its last mistake when patience ends. */
export async function eventually(body) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await body();
    } catch (mistake) {
      if (Date.now() > end) throw mistake;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** A test that may use a browser: see above. */
export function inBrowser(name, body) {
  test(name, { timeout: 6 * PATIENCE }, async () => {
    const stage = new Stage();
    const given = {};
    for (const tool of ['project', 'start', 'open', 'serve', 'expect', 'objections', 'shoot', 'accessible']) given[tool] = stage[tool].bind(stage);
    try {
      await body(given);
      stage.check();
    } catch (mistake) {
      mistake.message += await stage.account(name);
      throw mistake;
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
  #expected = [];
  #complaints = [];

  /**
   * A temporary folder with an outline in it, which ends when the test does. `outline` is the text of `slides.yaml` (it has several lines) or the
   * path of a deck in this repository; `files` are more of them, by path; the repository's pictures are there as `images/`.
   */
  async project(outline, files = {}) {
    const folder = await mkdtemp(path.join(tmpdir(), 'plenary-browser-'));
    this.#folders.push(folder);
    // What marks a project, so that decks in `slides/` may show what is in `images/`.
    await mkdir(path.join(folder, '.git'));
    await cp(path.join(repository, 'images'), path.join(folder, 'images'), { recursive: true });
    const project = new Project(folder);
    if (outline.includes('\n')) await project.save('slides.yaml', outline);
    else await project.save(outline, await readFile(path.join(repository, outline)));
    for (const [name, content] of Object.entries(files)) await project.save(name, content);
    return project;
  }

  /** Starts `plenary …` in a project's folder, on a free port unless `--port` is given, and waits until it says its address on stderr. */
  async start(project, words, { env = {} } = {}) {
    const more = words.includes('--port') ? [] : ['--port', '0'];
    // Tests open their own browser.
    if (words[0] === 'present' && !words.includes('--no-open')) more.push('--no-open');
    // Where a talk was is remembered in the project's folder, not in the user's.
    const state = path.join(project.folder, '.state');
    const program = new Program(project.folder, [...words, ...more], { XDG_STATE_HOME: state, XDG_CACHE_HOME: state, ...env });
    this.#programs.push(program);
    program.address = (await program.said(/https?:\/\/[^\s/]+(?:\/[^\s,;)'"]*)?/))[0];
    this.#known.add(new URL(program.address).origin);
    return program;
  }

  /** Lets the pages of this test ask for `address`, too (which is no program of ours, such as a server of the test's own). */
  serve(address, close = () => {}) {
    this.#known.add(new URL(address).origin);
    this.#closers.push(close);
  }

  /** Lets pages complain of what matches: for tests that stop the program, break a picture … */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /**
   * Opens a page: `size` is one of SIZES, `scheme` is `light` or `dark`, `beside` a page whose session (storage) it shares; more options are those
   * of playwright's `newContext` (`locale`, `reducedMotion`, `forcedColors` …).
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
      context.on('weberror', (mistake) => this.#complain(`page error: ${mistake.error().stack || mistake.error()}`));
    }
    const page = await context.newPage();
    if (beside) await page.setViewportSize(SIZES[size].viewport);
    await page.goto(address);
    return page;
  }

  /** Takes a picture of what the page shows, as FILE-NAME.png, where somebody wants to look at it. */
  async shoot(page, name) {
    if (process.env.BROWSER_SHOTS) await page.screenshot({ path: picture(process.env.BROWSER_SHOTS, name) });
  }

  /** Fails unless axe-core finds that the page keeps WCAG 2.2, levels A and AA, in the state in which it is. */
  async accessible(page, state = 'page') {
    await page.evaluate(`typeof axe === 'undefined' && (() => { ${await axe()} })()`);
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await page.evaluate((values) => axe.run(document, { runOnly: { type: 'tag', values } }), tags);
    const said = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n    ${node.failureSummary}`).join('\n')}`);
    assert.equal(said.length, 0, `axe-core objects to the ${state}:\n${said.join('\n')}`);
  }

  #watch(page) {
    page.on('console', (message) => message.type() === 'error' && this.#complain(`console: ${message.text()} (${message.location().url})`));
    page.on('crash', () => this.#complain('the page crashed'));
    page.on('websocket', (socket) => this.#asked(socket.url()));
  }

  #asked(url) {
    const { protocol, origin } = new URL(url);
    if (['data:', 'blob:', 'about:'].includes(protocol) || this.#known.has(origin)) return;
    this.#complain(`asked for ${url}, which is outside ${[...this.#known].join(', ') || 'nothing'}`);
  }

  #complain(complaint) {
    this.#complaints.push(complaint);
  }

  /** What pages and programs did so far that fails the test, unless it is expected. */
  objections() {
    const found = [...this.#complaints, ...this.#programs.flatMap((program) => program.complaints())];
    return found.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
  }

  check() {
    const found = this.objections();
    assert.equal(found.length, 0, found.join('\n'));
  }

  /** What helps to understand why a test failed. */
  async account(name) {
    const parts = this.objections();
    for (const program of this.#programs) parts.push(`--- plenary ${program.words.join(' ')} wrote:\n${program.stderr || '(nothing)'}`);
    let index = 0;
    for (const page of this.#contexts.flatMap((context) => context.pages())) {
      const shot = picture(process.env.BROWSER_SHOTS || tmpdir(), `failed-${name.replace(/\W+/g, '-')}-${index++}`);
      await page.screenshot({ path: shot, timeout: 5000 }).then(() => parts.push(`picture of ${page.url()}: ${shot}`), () => {});
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

/** Where a picture of this file's tests is kept. */
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
   * Saves a file as editors do. `rename`: a new file takes the old one's name (most editors); `in place`: the file is emptied and written (nano, many on
   * Windows); `backup`: the old file is moved away first, so that for a moment there is none (vim with `backupcopy=no`, Emacs); `halves`: in place,
   * with a pause in the middle, as over a slow network or a program that draws a picture.
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

  /** Saves what `change` makes of a file's text. */
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
  /** Set when it ended: its exit code or the signal. */
  ended;
  #wanted = false;

  constructor(folder, words, env) {
    this.words = words;
    this.child = spawn(process.env.PLENARY, words, { cwd: folder, env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stderr.setEncoding('utf8').on('data', (text) => (this.stderr += text));
    this.child.stdout.setEncoding('utf8').on('data', (text) => (this.stdout += text));
    this.over = new Promise((resolve) => this.child.once('close', (code, signal) => resolve((this.ended = code ?? signal))));
    running.add(this.child);
    this.over.then(() => running.delete(this.child));
  }

  /** Waits until what it wrote to stderr matches; gives the match. Waits no longer than it lives. */
  async said(pattern) {
    const found = await eventually(() => {
      const match = this.stderr.match(pattern);
      if (match || this.ended !== undefined) return match;
      throw new Error(`plenary ${this.words.join(' ')} has not said ${pattern}`);
    });
    if (!found) throw new Error(`plenary ${this.words.join(' ')} ended without saying ${pattern}`);
    return found;
  }

  /** Ends it as Ctrl-C does, and gives its exit code. */
  async stop(signal = 'SIGINT') {
    this.#wanted = true;
    this.child.kill(signal);
    return eventually(() => {
      assert.notEqual(this.ended, undefined, `plenary ${this.words.join(' ')} does not end on ${signal}`);
      return this.ended;
    });
  }

  /** Ends it as a crash or a loss of power does. */
  async kill() {
    this.#wanted = true;
    this.child.kill('SIGKILL');
    await this.over;
  }

  /** What stays in memory of it, in kilobytes. */
  async memory() {
    const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(status.match(/VmRSS:\s+(\d+)/)[1]);
  }

  /** The files, sockets and watches that it has open. */
  async descriptors() {
    const folder = `/proc/${this.child.pid}/fd`;
    const links = (await readdir(folder)).map((name) => readlink(path.join(folder, name)).catch(() => undefined));
    return (await Promise.all(links)).filter(Boolean);
  }

  complaints() {
    const found = [];
    if (/panicked at/.test(this.stderr)) found.push('plenary panicked');
    if (this.ended !== undefined && !this.#wanted) found.push(`plenary ${this.words.join(' ')} ended by itself: ${this.ended}`);
    return found;
  }
}

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

let browser;
/** The one Chromium of this file, with two screens side by side. It finds no name but this machine's, so that nothing leaves it even by mistake. */
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
