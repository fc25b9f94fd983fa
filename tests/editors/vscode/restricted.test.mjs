// A folder that is not trusted cannot choose the program, and drafts work in it all the same.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { start } from './session.mjs';

const DRAFT = 'p.treaty.md';

let session;
let witness;
before(async () => {
  session = await start({
    samples: false,
    files: { [DRAFT]: '## Article 1. Scope\n\n1. Under article 9, each Party acts.\n\n## Article 2. Aim\n\n1. The [aim is peace.\n' },
    settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
  });
  witness = path.join(session.work, 'it-ran');
  const program = path.join(session.drafts, 'evil');
  fs.writeFileSync(program, `#!/bin/sh\necho ran > ${witness}\n`, { mode: 0o755 });
  fs.mkdirSync(path.join(session.drafts, '.vscode'));
  fs.writeFileSync(path.join(session.drafts, '.vscode/settings.json'), JSON.stringify({ 'travaux.path': program }));
});
after(() => session?.stop());

test('the folder is restricted, its program does not run, and the one inside the extension does', async () => {
  await session.page.reload();
  await session.page.locator('.monaco-workbench').waitFor();
  await session.open(DRAFT);
  assert.match(await session.status(), /Restricted Mode/u);
  await session.await('the findings', async () => (await session.problems()) > 0);
  assert.equal(fs.existsSync(witness), false);
  await session.shot('restricted');
});
