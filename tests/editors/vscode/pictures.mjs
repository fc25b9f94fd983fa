// Takes pictures of VS Code with drafts in English, Arabic and Chinese, in a light and a dark theme, into the folder that
// TRAVAUX_SHOTS names: to be looked at, and for README. Run by editors/pictures/make.

import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { start } from './session.mjs';

const { REPOSITORY } = process.env;
const THEMES = { light: 'Default Light Modern', dark: 'Default Dark Modern' };
const CHINESE = 'zh.treaty.md';
const DRAFTS = [
  { name: 'cybercrime.en.treaty.md', short: 'english', line: '### [Article 10 bis.', at: '10 bis', shows: 'Georgia' },
  { name: 'cybercrime.ar.treaty.md', short: 'arabic', line: '### [المادة 10 ثانياً', at: '10', shows: 'الاتحاد الروسي' },
];
const SETTINGS = {
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'editor.lightbulb.enabled': 'off',
};

for (const [shade, theme] of Object.entries(THEMES)) {
  const session = await start({
    settings: { ...SETTINGS, 'workbench.colorTheme': theme },
    viewport: { width: 1180, height: 720 },
    files: { [CHINESE]: fs.readFileSync(path.join(REPOSITORY, 'grammar/textmate/test/corpus/zh.treaty.md'), 'utf8') },
  });
  try {
    await session.open(DRAFTS[0].name);
    await session.await('the count', async () => /articles clean/u.test(await session.status()));
    await session.command('View: Show Travaux');
    for (const { name, short, line, at, shows } of DRAFTS) {
      await session.open(name);
      await session.goToText(name, line, at);
      await sleep(2000);
      await session.shot(`${short}-${shade}`);
      await session.hover(shows);
      await session.shot(`${short}-${shade}-hover`);
      await session.page.keyboard.press('Escape');
      await session.command('Travaux: Open the Reading View');
      await sleep(2500);
      await session.shot(`${short}-${shade}-reading`);
      await session.command('View: Close All Editors');
    }
    await session.open(CHINESE);
    await sleep(2000);
    await session.shot(`chinese-${shade}`);
  } finally {
    await session.stop();
  }
}
