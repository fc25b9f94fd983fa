// A VS Code with the extension, in a browser: what the tests do with it.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const { VSCODE, VSIX, REPOSITORY, CHROMIUM, TRAVAUX_SHOTS } = process.env;
const { chromium } = createRequire(path.join(VSCODE, 'package.json'))('playwright-core');
const ENTRY = path.join(VSCODE, 'node_modules/code-server/out/node/entry.js');
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const PATIENCE_MS = 30_000;
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'editor.fontFamily': "'DejaVu Sans Mono', 'Noto Sans Mono', monospace",
  'files.simpleDialog.enable': true,
};
export const SEEDS = path.join(REPOSITORY, 'seeds');

/** Starts VS Code on a folder of drafts; `files` are written into it beside the samples. */
export async function start({ files = {}, samples = true, settings = {}, path: searched, locale, viewport } = {}) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'travaux-vscode-'));
  const drafts = path.join(work, 'treaty');
  fs.mkdirSync(drafts);
  fs.mkdirSync(path.join(work, 'user/User'), { recursive: true });
  fs.writeFileSync(path.join(work, 'user/User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
  if (samples) {
    for (const name of fs.readdirSync(SEEDS).filter((it) => it.startsWith('cybercrime'))) {
      fs.copyFileSync(path.join(SEEDS, name), path.join(drafts, name));
    }
  }
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(drafts, name), text);
  }
  const trust = settings['security.workspace.trust.enabled'] ? [] : ['--disable-workspace-trust'];
  const options = [
    '--auth', 'none', '--user-data-dir', path.join(work, 'user'), '--extensions-dir', path.join(work, 'extensions'),
    '--disable-telemetry', '--disable-update-check', ...trust,
  ];
  const env = { ...process.env, HOME: work, XDG_CONFIG_HOME: work, XDG_DATA_HOME: work, PATH: searched ?? '/usr/bin:/bin' };
  execFileSync(process.execPath, [ENTRY, ...options, '--install-extension', VSIX], { env });
  const server = spawn(process.execPath, [ENTRY, ...options, '--bind-addr', '127.0.0.1:0', drafts], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await listening(server);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const page = await browser.newPage({ viewport: viewport ?? { width: 1200, height: 760 }, ...(locale ? { locale } : {}) });
  await page.goto(`${address}/?folder=${encodeURIComponent(drafts)}`);
  await page.locator('.monaco-workbench').waitFor();
  return new Session({ work, drafts, server, browser, page });
}

function listening(server) {
  return new Promise((done, failed) => {
    let log = '';
    const look = (chunk) => {
      log += chunk;
      const address = /listening on (http:\/\/[^\s/]+)/.exec(log);
      if (address) {
        done(address[1]);
      }
    };
    server.stdout.on('data', look);
    server.stderr.on('data', look);
    server.once('exit', () => failed(new Error(`code-server has ended: ${log}`)));
  });
}

class Session {
  constructor(parts) {
    Object.assign(this, parts);
  }

  async stop() {
    await this.browser.close();
    const ended = new Promise((done) => this.server.once('exit', done));
    this.server.kill();
    await ended;
    fs.rmSync(this.work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Takes a picture, if the caller wants pictures. */
  async shot(name) {
    if (TRAVAUX_SHOTS) {
      fs.mkdirSync(TRAVAUX_SHOTS, { recursive: true });
      await this.page.screenshot({ path: path.join(TRAVAUX_SHOTS, `${name}.png`) });
    }
  }

  /** Repeats `look` until it returns a value. */
  async await(what, look, patience = PATIENCE_MS) {
    const end = Date.now() + patience;
    let last;
    while (Date.now() < end) {
      last = await look();
      if (last) {
        return last;
      }
      await sleep(200);
    }
    await this.shot('timeout');
    throw new Error(`timed out waiting for ${what}`);
  }

  async open(name) {
    await this.quickOpen(name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: PATIENCE_MS });
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  async goTo(line, column = 1) {
    await this.quickOpen(`:${line}:${column}`, `${line}`);
  }

  /** Moves the cursor to a text in a line that begins with another. */
  async goToText(name, start, at) {
    const lines = fs.readFileSync(path.join(this.drafts, name), 'utf8').split('\n');
    const index = lines.findIndex((line) => line.startsWith(start) && line.includes(at));
    if (index < 0) {
      throw new Error(`no line begins with ${start} and has ${at}`);
    }
    await this.goTo(index + 1, lines[index].indexOf(at) + 1);
    return index + 1;
  }

  async quickOpen(typed, row) {
    const { keyboard } = this.page;
    await keyboard.press('Escape');
    await keyboard.press('Control+P');
    await this.page.locator('.quick-input-widget input[type=text]').waitFor();
    await keyboard.insertText(typed);
    // The first row is the one that Enter takes; before the list is filtered it may be another.
    const first = this.page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: row });
    await first.waitFor({ timeout: PATIENCE_MS });
    await keyboard.press('Enter');
    await sleep(400);
  }

  /** Runs a command by its title in the palette. */
  async command(title) {
    await this.quickOpen(`>${title}`, title);
  }

  /** Returns the text of the hover at the cursor once it has `text`. */
  async hover(text) {
    const hover = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content');
    return this.await(`a hover with ${text}`, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+K');
      await this.page.keyboard.press('Control+I');
      await sleep(1200);
      const shown = (await hover.allInnerTexts()).join('\n');
      return shown.includes(text) ? shown : undefined;
    });
  }

  async status() {
    return (await this.page.locator('.statusbar').innerText()).replace(/\s+/gu, ' ');
  }

  /** The numbers of problems in the active editor, as the status bar has them. */
  async problems() {
    const label = await this.page.locator('[id="status.problems"] a').getAttribute('aria-label');
    if (/No Problems/u.test(label ?? '')) {
      return 0;
    }
    return [...(label ?? '').matchAll(/\d+/gu)].reduce((sum, [count]) => sum + Number(count), 0);
  }

  /** The visible lines: of each, the text of its spans in the order of the DOM, and their styles. */
  lines() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('.editor-instance .view-lines .view-line')]
        .map((line) => ({
          top: parseFloat(line.style.top),
          spans: [...line.querySelectorAll(':scope > span > span')].map((span) => {
            const { left, right } = span.getBoundingClientRect();
            const { color, direction, fontWeight } = getComputedStyle(span);
            return { text: span.textContent.replace(/\u00a0/gu, ' '), left, right, color, direction, fontWeight };
          }),
        }))
        .sort((one, other) => one.top - other.top),
    );
  }

  /** The whole text of the active editor's document, as saved to disk. */
  async saved(name) {
    // A tab shows some time after a change that it has one.
    await sleep(1000);
    await this.page.keyboard.press('Control+S');
    await sleep(1000);
    await this.await('the file to be saved', async () => (await this.page.locator('.tab.active.dirty').count()) === 0);
    await sleep(300);
    return fs.readFileSync(path.join(this.drafts, name), 'utf8');
  }
}
