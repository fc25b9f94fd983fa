// What a drafter reads in hovers, completions, actions and lenses.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { start } from './session.mjs';

const DRAFT = 'cybercrime.en.treaty.md';
const TERMS = 'terms.treaty.md';
const FILES = {
  [TERMS]: `## Article 1. Use of terms

1. “Relief cargo” means goods sent to persons in need.

## Article 2. Transit

1. Each Party [shall] [should] let relief cargo pass.

2. Each Party shall publish the routes.

## Article 3. Review

1. The Parties shall review article 2.

2. Subject to
`,
};

let session;
before(async () => {
  session = await start({ files: FILES, viewport: { width: 1400, height: 800 } });
  await session.open(TERMS);
});
after(() => session?.stop());

test('the hover over a defined term has its definition and where it is used', async () => {
  await session.goToText(TERMS, '1. Each Party', 'relief cargo');
  const shown = await session.hover('goods sent to persons in need');
  assert.match(shown, /article 1/iu);
  assert.match(shown, /Used/u);
  await session.shot('hover-term');
});

test('the hover over a reference has the text of the article', async () => {
  await session.goToText(TERMS, '1. The Parties', 'article 2');
  const shown = await session.hover('Transit');
  assert.match(shown, /Each Party \[shall\] \[should\] let relief cargo pass/u);
  assert.match(shown, /publish the routes/u);
  assert.doesNotMatch(shown, /\\/u);
  await session.shot('hover-article');
});

test('the hover over a bracket says what is to be chosen', async () => {
  await session.goToText(TERMS, '1. Each Party', 'shall');
  const shown = await session.hover('Not agreed');
  assert.match(shown, /shall/u);
  assert.match(shown, /should/u);
  assert.doesNotMatch(shown, /depth|shape|run\b/u);
});

test('actions are named in the words of a delegate, with a capital', async () => {
  await session.goToText(TERMS, '1. Each Party', 'shall');
  const titles = await session.await('the actions', async () => {
    await session.page.keyboard.press('Escape');
    await session.page.keyboard.press('Control+.');
    await sleep(1500);
    const titles = await session.page.locator('.action-widget .monaco-list-row.action').allInnerTexts();
    return titles.some((title) => title.includes('shall')) ? titles.map((title) => title.trim()) : undefined;
  });
  await session.page.keyboard.press('Escape');
  assert.ok(titles.includes('Accept “shall” here') || titles.includes('Accept “shall”'), titles.join('; '));
  assert.deepEqual(titles.filter((title) => !/^\p{Lu}/u.test(title)), []);
});

test('behind the word for an article the numbers come with their titles, which can be typed', async () => {
  const { page } = session;
  const place = FILES[TERMS].split('\n').indexOf('2. Subject to') + 1;
  await session.goTo(place, 'x2. Subject to'.length);
  const rows = page.locator('.suggest-widget .monaco-list-row');
  await session.await('the titles', async () => {
    await page.keyboard.press('End');
    await page.keyboard.insertText(' article ');
    await page.keyboard.press('Control+Space');
    await sleep(1500);
    const texts = await rows.allInnerTexts();
    if (texts.some((text) => /2\s+Transit/u.test(text)) && texts.some((text) => /1\s+Use of terms/u.test(text))) {
      return true;
    }
    await page.keyboard.press('Escape');
    for (let undone = 0; undone < 3; undone += 1) {
      await page.keyboard.press('Control+Z');
    }
    return false;
  });
  await session.shot('completion');
  await page.keyboard.type('Trans', { delay: 60 });
  await session.await('the article of that title', async () => {
    const texts = await rows.allInnerTexts();
    return texts.length === 1 && /Transit/u.test(texts[0]);
  });
  await page.keyboard.press('Enter');
  await session.await('its number in the text', async () => /Subject to article 2$/mu.test(await session.saved(TERMS)));
});

test('in mid-sentence a term is offered with a small letter', async () => {
  const { page } = session;
  await session.goToText(TERMS, '2. Each Party', 'the routes');
  await page.keyboard.type('reli', { delay: 60 });
  await page.keyboard.press('Control+Space');
  const rows = page.locator('.suggest-widget .monaco-list-row', { hasText: /relief cargo/iu });
  await rows.first().waitFor();
  assert.match(await rows.first().innerText(), /^relief cargo/u);
  await page.keyboard.press('Escape');
});

test('a lens has as many references as it counts', async () => {
  await session.command('View: Close All Editors').catch(() => undefined);
  await session.open(DRAFT);
  await session.goToText(DRAFT, '### Article 16.', '16');
  const lens = session.page.locator('.codelens-decoration a', { hasText: /\d+ references?/u }).first();
  await lens.waitFor({ timeout: 20_000 });
  const count = Number(/\d+/u.exec(await lens.innerText())[0]);
  await lens.click();
  const peek = session.page.locator('.peekview-widget, .zone-widget').first();
  await peek.waitFor();
  await session.await(`${count} references`, async () => (await peek.locator('.ref-tree .monaco-list-row').count()) === count);
  await session.shot('lens');
  await session.page.keyboard.press('Escape');
});
