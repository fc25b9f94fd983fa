// The views: open brackets, the reading view, positions, the Markdown preview and the settings page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { start } from './session.mjs';

const DRAFT = 'cybercrime.en.treaty.md';

let session;
before(async () => {
  session = await start({ viewport: { width: 1500, height: 860 } });
  await session.open(DRAFT);
});
after(() => session?.stop());

/** The document inside a webview that has a text. */
async function webviewWith(text) {
  return session.await(`a webview with ${text}`, async () => {
    for (const frame of session.page.frames().filter((it) => it !== session.page.mainFrame())) {
      const shown = await frame.locator('body').innerText({ timeout: 1000 }).catch(() => '');
      if (shown.includes(text)) {
        return frame;
      }
    }
    return undefined;
  });
}

test('the view of open brackets counts them by provision, and leads to them', async () => {
  await session.await('the count', async () => /\d+ brackets · \d+ of \d+ articles clean/u.test(await session.status()));
  await session.command('View: Show Travaux');
  const row = session.page.locator('.pane-body .monaco-list-row', { hasText: /^Article 2\d+ × \[ \] · Use of terms/u }).first();
  await row.waitFor();
  await session.shot('brackets');
  await row.click();
  await session.await('the place', async () => /Ln (?!1,)\d+/u.test(await session.status()));
});

test('the keys go from one open bracket to the next and back', async () => {
  await session.open(DRAFT);
  await session.goTo(1);
  const place = async () => /Ln \d+, Col \d+/u.exec(await session.status())?.[0];
  const first = await place();
  await session.page.keyboard.press('Control+K');
  await session.page.keyboard.press('n');
  const second = await session.await('another place', async () => ((await place()) !== first ? place() : undefined));
  await session.page.keyboard.press('Control+K');
  await session.page.keyboard.press('n');
  await session.await('the next place', async () => (await place()) !== second);
  await session.page.keyboard.press('Control+K');
  await session.page.keyboard.press('Shift+N');
  await session.await('the place before', async () => (await place()) === second);
});

test('the reading view shows the draft without its brackets, and follows the cursor', async () => {
  await session.open(DRAFT);
  await session.page.keyboard.press('Control+K');
  await session.page.keyboard.press('g');
  const frame = await webviewWith('Without brackets');
  await frame.locator('button', { hasText: 'Without brackets' }).click();
  await frame.locator('button.chosen', { hasText: 'Without brackets' }).waitFor();
  assert.ok((await frame.locator('article > *[dir=auto]').count()) > 50);
  await session.shot('reading');
  assert.match(await session.status(), /articles clean/u, 'the count stays while the view has the focus');
  await session.command('View: Close All Editors');
});

test('the Markdown preview of a draft opens', async () => {
  await session.command('View: Close All Editors');
  await session.open(DRAFT);
  await session.page.keyboard.press('Control+K');
  await session.page.keyboard.press('v');
  const frame = await webviewWith('Preamble');
  await frame.locator('.markdown-body h2', { hasText: 'Preamble' }).waitFor();
  await sleep(500);
  await session.shot('preview');
});

test('the positions view has the delegations at the cursor, and those of the whole draft', async () => {
  await session.command('View: Close All Editors');
  await session.open(DRAFT);
  await session.goToText(DRAFT, '### [Article 10 bis.', '10 bis');
  await session.command('View: Show Travaux');
  const title = session.page.locator('.pane-header', { hasText: 'Positions' }).first();
  await title.waitFor();
  if ((await title.getAttribute('aria-expanded')) !== 'true') {
    await title.click();
  }
  const frame = await webviewWith('Russian Federation');
  await frame.locator('table tbody tr').first().waitFor({ state: 'attached' });
  await session.shot('positions');
});

test('the settings page has every setting, described', async () => {
  await session.command('Preferences: Open Settings (UI)');
  await session.page.locator('.settings-editor .search-container').waitFor();
  await sleep(1000);
  await session.page.keyboard.insertText('@ext:travaux.travaux');
  await session.page.locator('.setting-item-contents', { hasText: 'Profile' }).first().waitFor();
  const texts = (await session.page.locator('.settings-editor-tree').innerText()).replace(/\s+/gu, ' ');
  assert.doesNotMatch(texts, /null/u);
  assert.match(texts, /Whether brackets are expected/u);
  await session.shot('settings');
});

test('an alternative is accepted everywhere after a look at the changes, and one undo takes it back', async () => {
  await session.open(DRAFT);
  await session.goToText(DRAFT, '', '[Computer data]');
  await session.page.keyboard.press('ArrowRight');
  await session.page.keyboard.press('ArrowRight');
  const action = session.page.locator('.action-widget .action', { hasText: /[Aa]ccept .*everywhere|[Aa]ccept .*in all/u }).first();
  await session.await('the action', async () => {
    await session.page.keyboard.press('Escape');
    await session.page.keyboard.press('Control+.');
    return action.waitFor({ timeout: 3000 }).then(() => true, () => false);
  });
  await session.shot('actions');
  await action.click({ force: true });
  // The changes are shown first, and those that are ticked are made.
  const apply = session.page.locator('.monaco-text-button', { hasText: /^Apply$/u }).first();
  await apply.waitFor();
  await session.shot('preview-of-changes');
  await session.page.locator('.panel .monaco-list-row', { hasText: DRAFT }).locator('input[type=checkbox]').first().click({ force: true });
  await apply.click();
  await sleep(1000);
  const before = await session.saved(DRAFT);
  assert.ok(!before.includes('[Computer data]'), 'the brackets are gone');
  await session.open(DRAFT);
  await session.page.keyboard.press('Control+Z');
  await sleep(800);
  assert.ok((await session.saved(DRAFT)).includes('“[Computer data] [Digital information]”'));
});
