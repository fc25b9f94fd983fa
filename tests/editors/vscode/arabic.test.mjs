// The sample in Arabic with default settings: no line is cut into pieces that stand in reverse order.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { SEEDS, start } from './session.mjs';

const DRAFT = 'cybercrime.ar.treaty.md';
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/u;
const WITHOUT_BLANKS = /[\s\u200e\u200f]+/gu;

let session;
before(async () => {
  session = await start();
  await session.open(DRAFT);
});
after(() => session?.stop());

/** Scrolls through the draft, and returns all of its lines as the editor wraps them. */
async function allLines() {
  const lines = new Map();
  const { keyboard } = session.page;
  await keyboard.press('Control+Home');
  for (let unchanged = 0; unchanged < 2; ) {
    await sleep(350);
    const before = lines.size;
    for (const line of await session.lines()) {
      lines.set(line.top, line);
    }
    unchanged = lines.size === before ? unchanged + 1 : 0;
    await keyboard.press('PageDown');
  }
  return [...lines.values()].sort((one, other) => one.top - other.top);
}

/** Where texts stand in the hover that is shown. */
function placesInHover(texts) {
  return session.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first().evaluate((hover, wanted) => {
    const nodes = document.createTreeWalker(hover, NodeFilter.SHOW_TEXT);
    const places = new Map();
    while (nodes.nextNode()) {
      for (const text of wanted) {
        const at = nodes.currentNode.data.indexOf(text);
        if (at >= 0 && !places.has(text)) {
          const range = document.createRange();
          range.setStart(nodes.currentNode, at);
          range.setEnd(nodes.currentNode, at + text.length);
          const { left, top } = range.getBoundingClientRect();
          places.set(text, { left, top: Math.round(top) });
        }
      }
    }
    return wanted.map((text) => places.get(text));
  }, texts);
}

test('the draft gets the language for right-to-left text', async () => {
  await session.await('the language', async () => (await session.status()).includes('Treaty draft (right to left)'));
});

test('every line is one piece in the direction of its text', async () => {
  await sleep(3000);
  const lines = await allLines();
  const cut = [];
  let text = '';
  for (const { spans } of lines) {
    const ofText = spans.filter((span) => span.direction === 'rtl');
    // A note at the end of a line has the editor's direction, and may stand on a line of its own.
    text += ofText.map((span) => span.text).join('');
    if (ofText.length > 1 || (ofText.length === 1 && spans[0].direction !== 'rtl')) {
      cut.push(spans.map((span) => span.text));
    }
  }
  assert.deepEqual(cut, []);
  const draft = fs.readFileSync(path.join(SEEDS, DRAFT), 'utf8').split('\n').filter((line) => RIGHT_TO_LEFT.test(line));
  assert.ok(text.replace(WITHOUT_BLANKS, '') === draft.join('').replace(WITHOUT_BLANKS, ''), 'the text is all there');
});

test('in the view of open brackets the number of an article does not run into the count of its brackets', async () => {
  await session.command('View: Show Travaux');
  const row = session.page.locator('.pane-body .monaco-list-row', { hasText: 'المادة 2' }).first();
  await row.waitFor();
  const gap = await row.evaluate((element) => {
    const edges = (selector) => element.querySelector(selector).getBoundingClientRect();
    const [name, count] = [edges('.label-name'), edges('.label-description')];
    return Math.max(count.left - name.right, name.left - count.right);
  });
  assert.ok(gap >= 0, `the two overlap by ${-gap} pixels`);
  await session.shot('arabic-brackets');
  await session.open(DRAFT);
});

test('the view of positions has the whole draft, though its language has just changed', async () => {
  await session.command('View: Close All Editors');
  await session.open(DRAFT);
  await session.command('View: Show Travaux');
  await session.await('the overview', async () => {
    for (const frame of session.page.frames().filter((it) => it !== session.page.mainFrame())) {
      const shown = await frame.locator('body').innerText({ timeout: 1000 }).catch(() => '');
      if (/Whole draft/iu.test(shown) && shown.includes('الاتحاد الروسي')) {
        return true;
      }
    }
    return false;
  });
});

test('a draft that is opened again gets the language again', async () => {
  await session.command('View: Close All Editors');
  await sleep(2000);
  await session.open(DRAFT);
  await session.await('the language', async () => (await session.status()).includes('Treaty draft (right to left)'));
});

test('lines stay whole while one types, and with the cursor at a bracket', async () => {
  const line = await session.goToText(DRAFT, '', '[نظام حاسوبي]');
  await session.page.keyboard.type('[نص] ');
  await sleep(1500);
  const lines = (await session.lines()).filter((it) => it.spans.some((span) => span.text.includes('[نص]')));
  assert.equal(lines.length, 1, `line ${line}`);
  assert.equal(lines[0].spans.filter((span) => span.direction === 'rtl').length, 1);
  await session.shot('arabic-dark');
  for (let presses = 0; presses < 6; presses += 1) {
    await session.page.keyboard.press('Control+Z');
  }
});

test('the hover over article 10 bis has the positions of delegations', async () => {
  await session.goToText(DRAFT, '### [المادة 10 ثانياً', '10');
  await session.hover('الاتحاد الروسي');
  await session.shot('arabic-hover');
  const [first, second] = await placesInHover(['الاتحاد الروسي', 'إيران']);
  assert.ok(first.top === second.top && first.left > second.left, 'the names of a list run from right to left');
  await session.page.keyboard.press('Escape');
});

test('a reference leads to its article', async () => {
  const lines = fs.readFileSync(path.join(SEEDS, DRAFT), 'utf8').split('\n');
  const line = lines.findIndex((it) => it.startsWith('### المادة 16.')) + 1;
  // Again, because the server may not have started yet.
  await session.await(`line ${line}`, async () => {
    await session.goToText(DRAFT, '', 'المادة 16 من هذه الاتفاقية');
    await session.page.keyboard.press('F12');
    await sleep(1500);
    return (await session.status()).includes(`Ln ${line},`);
  });
});
