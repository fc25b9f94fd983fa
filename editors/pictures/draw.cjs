// Takes the pictures of README.md. Run by `make`, which installs what it needs:
// node draw.cjs FOLDER-OF-DRAFTS LOG-OF-CODE-SERVER FOLDER-FOR-PICTURES

'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { chromium } = require('playwright-core');

const [drafts, serverLog, output] = process.argv.slice(2);
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'];
const TERMINAL_COLUMNS = 82;
const TERMINAL_PAGE = `<body style="margin: 0">
  <div id="terminal" style="padding: 12px; background: #1e1e1e; width: max-content"></div>`;

/** Right and wrong words. The sample drafts have no findings, so these mistakes are put into a copy of one. */
const MISTAKES = [
  ['“[Computer data] [Digital information]” means', '“[Computer data [Digital information]” means'],
  ['defined in article 16 of this Convention', 'defined in article 96 of this Convention'],
  ['[Article 15 quinquies.', '[Article 15 quinquis.'],
];

/** The place of the cursor, and a text that the hover must show before the picture is taken. */
const HOVER = { draft: 'cybercrime.en.treaty.md', line: '### [Article 10 bis.', at: '10 bis', shows: 'Georgia' };

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  try {
    await captureHover(browser);
    await capturePositions(browser);
    await captureLint(browser);
  } finally {
    await browser.close();
  }
}

/** Writes the page of the positions on the English draft and takes a screenshot of its beginning. */
async function capturePositions(browser) {
  const name = 'cybercrime.en.treaty.md';
  const result = spawnSync(process.env.TRAVAUX, ['positions', name, '--format', 'html'], { cwd: drafts, encoding: 'utf8' });
  if (result.status !== 0) {
    throw new Error(`no page of positions: ${result.error ?? result.stderr}`);
  }
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.setContent(result.stdout);
  await page.screenshot({ path: path.join(output, 'positions.png') });
  await page.close();
}

/** Runs the linter on the draft with the mistakes and takes a screenshot of its output in a terminal, xterm.js. */
async function captureLint(browser) {
  const name = 'cybercrime.en.treaty.md';
  const draft = path.join(drafts, name);
  fs.writeFileSync(draft, MISTAKES.reduce(makeMistake, fs.readFileSync(draft, 'utf8')));
  const lint = spawnSync(process.env.TRAVAUX, ['lint', '--color', 'always', name], { cwd: drafts, encoding: 'utf8' });
  if (lint.status !== 1) {
    throw new Error(`expected findings: ${lint.error ?? lint.stdout + lint.stderr}`);
  }
  const screen = `$ travaux lint ${name}\n${lint.stdout.trimEnd()}\n\n${lint.stderr.trimEnd()}`;
  const page = await browser.newPage({ viewport: { width: 900, height: 1200 }, deviceScaleFactor: 2 });
  await page.setContent(TERMINAL_PAGE);
  const xterm = path.dirname(require.resolve('code-server/lib/vscode/node_modules/@xterm/xterm/package.json'));
  await page.addStyleTag({ path: path.join(xterm, 'css/xterm.css') });
  await page.addScriptTag({ path: path.join(xterm, 'lib/xterm.js') });
  await page.evaluate(showInTerminal, { screen, columns: TERMINAL_COLUMNS });
  await sleep(500);
  await page.locator('#terminal').screenshot({ path: path.join(output, 'lint.png') });
  await page.close();
}

function makeMistake(text, [right, wrong]) {
  if (!text.includes(right)) {
    throw new Error(`the sample draft no longer contains: ${right}`);
  }
  return text.replace(right, wrong);
}

/** Runs in the page. */
function showInTerminal({ screen, columns }) {
  const terminal = new Terminal({
    cols: columns,
    rows: screen.split('\n').length,
    convertEol: true,
    fontFamily: 'DejaVu Sans Mono',
    fontSize: 14,
    scrollback: 0,
    theme: { background: '#1e1e1e', foreground: '#d4d4d4' },
  });
  terminal.open(document.getElementById('terminal'));
  return new Promise((done) => terminal.write(`\x1b[?25l${screen}`, done));
}

/** Opens a draft in VS Code, hovers, and takes a screenshot of the window. */
async function captureHover(browser) {
  const page = await browser.newPage({ viewport: { width: 960, height: 562 }, deviceScaleFactor: 2 });
  try {
    await openAndHover(page);
  } finally {
    // After a failure, this shows what went wrong.
    await page.screenshot({ path: path.join(output, 'hover.png') });
  }
  await page.close();
}

async function openAndHover(page) {
  const { line, column } = find(fs.readFileSync(path.join(drafts, HOVER.draft), 'utf8'), HOVER.line, HOVER.at);
  await page.goto(`${await serverAddress()}/?folder=${encodeURIComponent(drafts)}`);
  await page.locator('.monaco-workbench').waitFor();
  // Closes the side bar.
  await page.keyboard.press('Control+B');
  await quickOpen(page, HOVER.draft, HOVER.draft);
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await quickOpen(page, `:${line}:${column}`, 'line');
  const hover = page.locator('.monaco-hover:visible', { hasText: HOVER.shows });
  // Several times, because the server answers before it has read the positions files.
  for (let tries = 0; !(await hover.isVisible()); tries += 1) {
    if (tries === 30) {
      throw new Error(`no hover shows ${HOVER.shows}`);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await sleep(2000);
  }
}

/** The line and column, from one, of `at` in the first line that begins with `start`. */
function find(text, start, at) {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.startsWith(start));
  if (index < 0) {
    throw new Error(`the sample draft has no line: ${start}`);
  }
  return { line: index + 1, column: lines[index].indexOf(at) + 1 };
}

/** Types into the field that Ctrl+P opens, and chooses the first row once there is one with that text. */
async function quickOpen(page, what, row) {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input[type=text]').waitFor();
  await page.keyboard.insertText(what);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().waitFor();
  await page.keyboard.press('Enter');
  await sleep(500);
}

/** The address that code-server writes to its log once it listens. */
async function serverAddress() {
  for (let tries = 0; tries < 150; tries += 1) {
    const address = /listening on (http:\/\/[^\s/]+)/.exec(fs.readFileSync(serverLog, 'utf8'));
    if (address) {
      return address[1];
    }
    await sleep(200);
  }
  throw new Error(`code-server does not listen: ${fs.readFileSync(serverLog, 'utf8')}`);
}

main().catch((error) => {
  console.error(`${error.message}\nthe window is shown in ${output}`);
  process.exitCode = 1;
});
