// Writes the files whose words come from grammar/languages/*.toml, or with --check reports those that are stale.

import fs from 'node:fs';
import process from 'node:process';

import { emacsWords } from './emacs.mjs';
import { queryCopies } from './queries.mjs';
import { treaty, treatyInMarkdown, treatyRightToLeft } from './treaty.mjs';
import { treeSitterHeader, treeSitterWords } from './tree_sitter.mjs';
import { readWords } from './words.mjs';

const words = readWords();
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const files = {
  'treaty.tmLanguage.json': json(treaty(words)),
  'treaty-rtl.tmLanguage.json': json(treatyRightToLeft()),
  'treaty-markdown.tmLanguage.json': json(treatyInMarkdown()),
  '../tree-sitter/words.json': json(treeSitterWords(words)),
  '../tree-sitter/src/words.h': treeSitterHeader(words),
  '../../editors/emacs/travaux-words.el': emacsWords(words),
  ...queryCopies(),
};

const stale = Object.entries(files).filter(([name, text]) => text !== current(name));
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`stale, run \`npm run generate\` in grammar/textmate: ${stale.map(([name]) => name).join(', ')}`);
    process.exitCode = 1;
  }
} else {
  for (const [name, text] of stale) {
    fs.mkdirSync(new URL('.', new URL(name, import.meta.url)), { recursive: true });
    fs.writeFileSync(new URL(name, import.meta.url), text);
    console.log(`wrote ${name}`);
  }
}

function current(name) {
  const file = new URL(name, import.meta.url);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
