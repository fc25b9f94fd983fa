// The pages of the views in a browser, without VS Code: what they make of an answer, and of hostile text in it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';

const { VSCODE, REPOSITORY, CHROMIUM, TRAVAUX_SHOTS } = process.env;
const { chromium } = createRequire(path.join(VSCODE, 'package.json'))('playwright-core');
const DIST = path.join(REPOSITORY, 'editors/vscode/dist');
const HOSTILE = '<img src=x onerror="window.hacked = true"> [x](command:evil)';

const range = (line) => ({ start: { line, character: 0 }, end: { line, character: 5 } });
const position = (name, side, more = {}) => ({ delegation: name, name, side, stance: 'proposes', date: '2023-09-02', ...more });
const LABELS = {
  filter: 'Filter', here: 'At the cursor', all: 'Whole draft', nothing: 'Nothing', table: 'Delegations by provision',
  leastOpposed: 'Fewest objections', sides: { for: 'For', against: 'Against' }, figures: { for: 'States for', toTwoThirds: 'Missing to two thirds' },
};
const PLACES = [
  {
    range: range(4), address: 'article 10 bis', name: 'article 10 bis', title: 'Unlawful interference', leastOpposed: 0,
    alternatives: [
      {
        text: null,
        positions: [position('Egypt', 'for', { record: { uri: 'file:///p.json', line: 7 } }), position('Chile', 'against')],
        arithmetic: { for: ['EG'], against: ['CL'], toTwoThirds: 128 },
      },
    ],
  },
  {
    range: range(9), address: 'article 12', name: 'المادة 12', title: 'السرقة',
    alternatives: [{ text: 'تلتزم', positions: [position('الصين', 'for'), position('Chile', 'for')] }, { text: HOSTILE, positions: [position(HOSTILE, 'against')] }],
  },
  { address: 'article 99' },
];

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
});
after(() => browser?.close());

/** Opens a page of the extension; what it posts is kept in `posted`. */
async function open(name) {
  const page = await browser.newPage({ viewport: { width: 420, height: 900 } });
  await page.setContent('<body><main id="main"></main></body>');
  await page.evaluate(() => {
    window.posted = [];
    window.acquireVsCodeApi = () => ({ postMessage: (message) => window.posted.push(message) });
  });
  await page.addStyleTag({ path: path.join(DIST, `${name}.css`) });
  await page.addScriptTag({ path: path.join(DIST, `${name}.js`) });
  return page;
}

async function send(page, message) {
  await page.evaluate((it) => window.dispatchEvent(new MessageEvent('message', { data: it })), message);
}

async function shot(page, name) {
  if (TRAVAUX_SHOTS) {
    fs.mkdirSync(TRAVAUX_SHOTS, { recursive: true });
    await page.screenshot({ path: path.join(TRAVAUX_SHOTS, `${name}.png`) });
  }
}

test('the positions page shows sides, figures and a table, and leads to records and provisions', async () => {
  const page = await open('positions');
  await send(page, { kind: 'positions', places: PLACES, labels: LABELS });
  await send(page, { kind: 'here', places: [PLACES[0]] });
  const text = await page.locator('main').innerText();
  assert.match(text, /Article 10 bis\. Unlawful interference/u);
  assert.match(text, /For \(1\) Egypt/u);
  assert.match(text, /Missing to two thirds\s+128/u);
  assert.equal(await page.locator('table tbody tr').count(), PLACES.length);
  await page.locator('.chip.link').first().click();
  await page.locator('h3').first().click();
  const posted = await page.evaluate(() => window.posted);
  assert.deepEqual(posted.slice(1), [{ kind: 'record', uri: 'file:///p.json', line: 7 }, { kind: 'reveal', range: range(4) }]);
  await page.locator('input').fill('chile');
  assert.equal(await page.locator('table tbody tr').count(), 2);
  await shot(page, 'positions-page');
  await page.close();
});

test('text of an answer is never markup', async () => {
  const page = await open('positions');
  await send(page, { kind: 'positions', places: PLACES, labels: LABELS });
  const reading = await open('reading');
  const segments = [{ text: HOSTILE, state: 'choice"><script>' }, { text: HOSTILE, state: 'kept' }];
  const labels = { all: 'All', none: 'None', alternative: ['1'] };
  await send(reading, { kind: 'draft', paragraphs: [{ range: range(0), heading: 2, segments }], reading: 'all', labels });
  for (const it of [page, reading]) {
    assert.equal(await it.locator('img, a').count(), 0);
    assert.equal(await it.evaluate(() => window.hacked), undefined);
  }
  assert.match(await reading.locator('h2').innerText(), /onerror/u);
});

test('the reading page has the direction of each paragraph and follows the cursor', async () => {
  const page = await open('reading');
  const paragraph = (line, text, heading = 0) => ({ range: range(line), heading, segments: [{ text, state: 'agreed' }] });
  const paragraphs = [paragraph(0, 'Article 1', 2), paragraph(2, 'النص العربي.'), paragraph(4, 'The text.')];
  await send(page, { kind: 'draft', paragraphs, reading: { alternative: 1 }, labels: { all: 'All', none: 'None', alternative: ['First'] } });
  const directions = await page.locator('article > *').evaluateAll((all) => all.map((it) => getComputedStyle(it).direction));
  assert.deepEqual(directions, ['ltr', 'rtl', 'ltr']);
  await send(page, { kind: 'cursor', line: 3 });
  assert.equal(await page.locator('.current').innerText(), 'النص العربي.');
  assert.equal(await page.locator('button.chosen').innerText(), 'First');
  await page.close();
});

test('the reading page has italics and bold words in place of the signs of Markdown', async () => {
  const page = await open('reading');
  const segment = (text, state = 'agreed') => ({ text, state });
  const paragraphs = [
    [segment('*Recalling* the **'), segment('shall', 'choice'), segment('** snake_case_word and 2 * 3 * 4,')],
    [segment('1 - *نص* __'), segment('بديل', 'kept'), segment('__ \\*نجمة\\*.')],
  ].map((segments, line) => ({ range: range(line), heading: 0, segments }));
  await send(page, { kind: 'draft', paragraphs, reading: 'all', labels: { all: 'All', none: 'None', alternative: [] } });
  assert.deepEqual(await page.locator('article > *').allInnerTexts(), [
    'Recalling the shall snake_case_word and 2 * 3 * 4,',
    '1 - نص بديل *نجمة*.',
  ]);
  const styles = (selector) => page.locator(selector).allInnerTexts();
  assert.deepEqual(await styles('.italic'), ['Recalling', 'نص']);
  assert.deepEqual(await styles('.bold'), ['shall', 'بديل']);
  assert.deepEqual(await styles('.choice'), ['shall']);
  await page.close();
});
