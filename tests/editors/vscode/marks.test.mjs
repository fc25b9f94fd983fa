// What the text looks like with default settings: colours of brackets, squiggles, hints, and what counts as a heading.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { start } from './session.mjs';

const UNCLOSED = 'unclosed.treaty.md';
const CONTESTED = 'contested.treaty.md';
const WRAPPED = 'wrapped.treaty.txt';
const FILES = {
  [UNCLOSED]: `## Article 1. Scope

1. Each Party [shall take measures.

2. Each Party [may] report [in [good] faith], and shall:

a) build wells;

b) mend dams (and bridges).
`,
  [CONTESTED]: `## Article 1. Scope

1. Nothing prejudices article 2.

2. Each Party may apply article 2, paragraph 1.

## [Article 2. Aim of the arrangement and its measures

1. The aim is peace.]
`,
  [WRAPPED]: `Article 1
Scope

The Parties shall report as set out in the decision on the
[Part IV.4 on Periodic assessment of needs] and may meet.

Article 2
Aim

The aim is peace.
`,
};

let session;
before(async () => {
  session = await start({ files: FILES, viewport: { width: 1400, height: 800 } });
});
after(() => session?.stop());

const textOf = (line) => line.spans.map((span) => span.text).join('');

/** The line that begins with a text, once it is as `enough` wants it. */
function lineWith(beginning, enough) {
  return session.await(`the line ${beginning}`, async () => {
    const line = (await session.lines()).find((it) => textOf(it).startsWith(beginning));
    return line && enough(line) ? line : undefined;
  });
}

const openSigns = (line) => line.spans.filter((span) => span.text === '[');

test('a reference to an article in brackets is no problem and has no squiggle', async () => {
  await session.open(CONTESTED);
  await lineWith('2. Each Party', (it) => it.spans.length > 2);
  await sleep(1500);
  assert.equal(await session.page.locator('.editor-instance [class*="squiggly"]').count(), 0);
  await session.await('the count', async () => (await session.status()).includes('1 bracket · 1 of 2 articles clean'));
  // A file with findings has their number beside its name.
  assert.equal((await session.page.locator('.tab.active').innerText()).trim(), CONTESTED);
});

test('after a bracket that is not closed the colours of the others are right, and no sign is red', async () => {
  await session.open(UNCLOSED);
  const colours = (it) => new Set(openSigns(it).map((span) => span.color)).size;
  const line = await lineWith('2. Each Party', (it) => openSigns(it).length === 3 && colours(it) === 2);
  const [may, outer, inner] = openSigns(line).map((span) => span.color);
  assert.equal(may, outer, 'brackets beside each other have one colour');
  assert.notEqual(outer, inner, 'a bracket in a bracket has another colour');
  await session.await('the finding', async () => (await session.problems()) >= 1);
  // The editor itself marks the sign that is not closed, and must mark no other.
  const marked = session.page.locator('.editor-instance .view-line', { has: session.page.locator('.unexpected-closing-bracket') });
  for (const text of await marked.allInnerTexts()) {
    assert.match(text, /shall\stake\smeasures/u);
  }
  // The parentheses of labels have the colour of the label's other signs or of the text, none of brackets.
  const label = await lineWith('a) build', () => true);
  assert.ok(!label.spans.some((span) => span.text === ')' && span.color === may), JSON.stringify(label.spans));
  await session.shot('unclosed');
});

test('a hint stands at the end of its line, apart from the text', async () => {
  await session.open(CONTESTED);
  const line = await lineWith('1. Nothing', (it) => textOf(it).includes('»'));
  const [text, hint] = textOf(line).split('»');
  assert.match(text, /article 2\.\s*$/u);
  // With the whole title, though the editor cuts hints to 43 characters if it is not asked otherwise.
  assert.match(hint, /article 2 = Aim of the arrangement and its measures/u);
  const end = Math.max(...line.spans.filter((span) => span.text.includes('article 2.')).map((span) => span.right));
  const start = Math.min(...line.spans.filter((span) => span.text.includes('»')).map((span) => span.left));
  assert.ok(start >= end, `the hint begins ${end - start} pixels before the end of the text`);
});

test('a hint leads to the provision that it names', async () => {
  await session.open(CONTESTED);
  const hint = session.page.locator('.editor-instance .view-line span', { hasText: /^.?article\s2\s=\sAim/u }).last();
  await session.await('the heading of article 2', async () => {
    const { x, y, width, height } = await hint.boundingBox();
    const { keyboard, mouse } = session.page;
    await mouse.move(x + width / 2, y + height / 2);
    await keyboard.down('Control');
    await mouse.move(x + width / 3, y + height / 2, { steps: 4 });
    await sleep(800);
    await mouse.down();
    await mouse.up();
    await keyboard.up('Control');
    await sleep(800);
    return (await session.status()).includes('Ln 7,');
  });
});

test('a wrapped line that begins with the name of a part is no heading', async () => {
  await session.open(WRAPPED);
  const { page } = session;
  await session.await('the outline', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Shift+O');
    await sleep(1500);
    const rows = await page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
    const names = rows.join('\n');
    assert.doesNotMatch(names, /Part IV/u);
    return /Article 1/u.test(names) && /Article 2/u.test(names);
  });
  await page.keyboard.press('Escape');
});
