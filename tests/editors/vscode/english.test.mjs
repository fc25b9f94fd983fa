// A drafter's actions on the sample in English, with default settings, and no program on PATH.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { SEEDS, start } from './session.mjs';

const DRAFT = 'cybercrime.en.treaty.md';
const BIG = 'big.treaty.md';
/** Numbered on, so that the large draft has few findings. */
const ARTICLES = 4000;
const TYPED = 'the quick brown delegation proposes [shall] over a lazy chair '.repeat(4).slice(0, 200);

function bigDraft() {
  const paragraph = 'Each State Party shall adopt such measures as may be necessary to give effect to this article. '.repeat(2);
  const articles = Array.from({ length: ARTICLES }, (_, index) => {
    const number = index + 1;
    return `## Article ${number}. Measures\n\n1. ${paragraph}\n\n2. Paragraph 1 of article ${Math.max(1, number - 1)} applies.\n`;
  });
  return articles.join('\n');
}

let session;
before(async () => {
  session = await start({ files: { [BIG]: bigDraft() } });
  await session.open(DRAFT);
});
after(() => session?.stop());

/** The sample as it is in the repository. */
function sample() {
  return fs.readFileSync(path.join(SEEDS, DRAFT), 'utf8');
}

function lineOf(text, start) {
  return text.split('\n').findIndex((line) => line.startsWith(start)) + 1;
}

test('headings, references and brackets have colours', async () => {
  await session.goToText(DRAFT, '(a) “[Computer data', 'Computer').catch(() => session.goTo(40));
  const lines = await session.await('colours', async () => {
    const lines = await session.lines();
    return lines.some((line) => line.spans.length > 2) && lines;
  });
  const heading = lines.find((line) => /^#+ /u.test(line.spans.map((it) => it.text).join('')));
  assert.ok(heading, 'a heading is on the screen');
  assert.ok(heading.spans.some((span) => Number(span.fontWeight) >= 700), 'the heading is bold');
  const colours = new Set(lines.flatMap((line) => line.spans.map((span) => span.color)));
  assert.ok(colours.size >= 3, `the colours are ${[...colours]}`);
  await session.shot('english-dark');
});

test('the parenthesis of a) is no error', async () => {
  const red = await session.page.locator('.editor-instance .unexpected-closing-bracket').count();
  assert.equal(red, 0);
});

test('the sample has no findings, and a bracket that is not closed is one', async () => {
  const text = sample();
  await session.goTo(lineOf(text, '1. States Parties shall perform'), 4);
  const before = await session.problems();
  await session.page.keyboard.type('[');
  await session.page.keyboard.press('Delete');
  await session.await('a problem', async () => (await session.problems()) > before);
  await session.command('Problems: Focus on Problems View');
  const rows = await session.page.locator('.markers-panel-container').innerText();
  assert.match(rows, /bracket|\[/u);
  await session.shot('english-problems');
  await session.command('View: Toggle Panel Visibility').catch(() => session.page.keyboard.press('Control+J'));
  await session.open(DRAFT);
  await session.page.keyboard.press('Control+Z');
  await session.page.keyboard.press('Control+Z');
  await session.await('no problem', async () => (await session.problems()) === before);
});

test('the hover over article 10 bis has the positions of delegations', async () => {
  await session.goToText(DRAFT, '### [Article 10 bis.', '10 bis');
  await session.hover('Georgia');
  await session.shot('english-hover');
  await session.page.keyboard.press('Escape');
});

test('a reference leads to its article', async () => {
  const text = sample();
  const line = lineOf(text, '### Article 16.');
  // Again, because the server may not have started yet.
  await session.await(`line ${line}`, async () => {
    await session.goToText(DRAFT, '', 'article 16 of this Convention');
    await session.page.keyboard.press('F12');
    await sleep(1500);
    return (await session.status()).includes(`Ln ${line},`);
  });
});

test('a renamed article takes its references along, and one undo takes all of it back', async () => {
  await session.goToText(DRAFT, '### Article 16.', '16');
  const box = session.page.locator('.rename-box input');
  await session.await('the box for the new number', async () => {
    await session.page.keyboard.press('F2');
    return box.waitFor({ timeout: 8000 }).then(() => true, () => false);
  });
  // The box gets the focus some time after it is shown.
  await box.fill('166');
  await box.press('Enter');
  await sleep(2000);
  const renamed = await session.await('the new number', async () => {
    const text = await session.saved(DRAFT);
    return /### Article 166\./u.test(text) ? text : undefined;
  });
  assert.match(renamed, /article 166 of this Convention/u);
  await session.page.keyboard.press('Control+Z');
  await sleep(800);
  // The draft in the other language has changed too: the editor may ask whether to undo there.
  const everywhere = session.page.locator('.monaco-dialog-box .monaco-button', { hasText: /^Undo in \d+ Files$/u });
  if (await everywhere.isVisible()) {
    await everywhere.click();
  }
  await session.await('the old number', async () => (await session.saved(DRAFT)) === sample());
});

test('200 characters typed fast into a draft of 1 MB leave the text and the findings right', async () => {
  const text = fs.readFileSync(path.join(session.drafts, BIG), 'utf8');
  assert.ok(text.length > 1_000_000, `${text.length} bytes`);
  await session.open(BIG);
  await sleep(3000);
  const before = await session.problems();
  const at = text.split('\n').findIndex((line) => line.startsWith('## Article 1700.'));
  await session.goTo(at + 3, 4);
  await session.await('the cursor in the draft', async () => (await session.status()).includes(`Ln ${at + 3}, Col 4`));
  await session.page.keyboard.type(TYPED, { delay: 5 });
  await session.await('the end of the typing', async () => (await session.status()).includes(`Col ${4 + TYPED.length}`));
  const lines = (await session.saved(BIG)).split('\n');
  // An opening bracket closes itself, and typing the closing one goes over it.
  assert.equal(lines[at + 2], `1. ${TYPED}${text.split('\n')[at + 2].slice(3)}`);
  await session.page.keyboard.type('[ ');
  await session.page.keyboard.press('Delete');
  await session.await('a finding', async () => (await session.problems()) > before, 60_000);
});
