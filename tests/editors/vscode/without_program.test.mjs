// Without a program that runs, drafts have colours and there is one message.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { start } from './session.mjs';

const DRAFT = 'cybercrime.en.treaty.md';

let session;
before(async () => {
  session = await start({ settings: { 'travaux.path': '/nowhere/travaux' } });
  await session.open(DRAFT);
});
after(() => session?.stop());

test('there are colours, and a message that says what to do', async () => {
  const message = session.page.locator('.notifications-toasts .notification-list-item', { hasText: 'Travaux cannot run' });
  await message.waitFor();
  assert.match(await message.innerText(), /there is no such program/u);
  assert.equal(await message.count(), 1);
  await session.goTo(60);
  const lines = await session.await('colours', async () => {
    const lines = await session.lines();
    return lines.some((line) => line.spans.length > 2) && lines;
  });
  assert.ok(new Set(lines.flatMap((line) => line.spans.map((span) => span.color))).size >= 3);
  await session.shot('without-program');
});
