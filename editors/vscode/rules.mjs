// Writes the names of the rules into package.json and the snippets, as the program lists them: node rules.mjs PROGRAM

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

const MANIFEST = fileURLToPath(new URL('package.json', import.meta.url));
const SNIPPETS = fileURLToPath(new URL('snippets/treaty.json', import.meta.url));
const SEVERITIES = ['error', 'warning', 'info', 'off'];

/** The names of the rules, as `travaux explain` lists them. */
export function rulesOf(program) {
  const list = execFileSync(program, ['explain'], { encoding: 'utf8' });
  return list.split('\n').map((line) => line.split(/\s/u)[0]).filter(Boolean);
}

/** The names that the settings page offers. */
export function rulesOfSettings() {
  const { contributes } = JSON.parse(fs.readFileSync(MANIFEST, 'utf8'));
  const pages = contributes.configuration.map((page) => page.properties['travaux.rules']);
  return Object.keys(pages.find(Boolean).properties);
}

function write(rules) {
  const manifest = JSON.parse(fs.readFileSync(MANIFEST, 'utf8'));
  const page = manifest.contributes.configuration.find((it) => it.properties['travaux.rules']);
  page.properties['travaux.rules'].properties = Object.fromEntries(rules.map((rule) => [rule, { type: 'string', enum: SEVERITIES }]));
  fs.writeFileSync(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  const snippets = fs.readFileSync(SNIPPETS, 'utf8').replace(/\$\{1\|[^|]*\|\}/gu, `\${1|${rules.join(',')}|}`);
  fs.writeFileSync(SNIPPETS, snippets);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  write(rulesOf(process.argv[2]));
}
