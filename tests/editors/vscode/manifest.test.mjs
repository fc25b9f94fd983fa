// The manifest and the translations are complete. Needs no VS Code.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { rulesOf, rulesOfSettings } from '../../../editors/vscode/rules.mjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const extension = path.join(repository, 'editors/vscode');
const LANGUAGES = ['ar', 'es', 'fr', 'ru', 'zh-cn'];
/** Settings that the server reads from travaux.toml alone. */
const ONLY_IN_THE_FILE = ['drafts.encoding', 'overrides'];
const read = (...names) => fs.readFileSync(path.join(extension, ...names), 'utf8');
const json = (...names) => JSON.parse(read(...names));
const sources = fs.readdirSync(path.join(extension, 'src')).map((name) => read('src', name));

test('every text of the manifest is there in six languages', () => {
  const used = [...read('package.json').matchAll(/"%([\w.]+)%"/gu)].map(([, key]) => key);
  const english = json('package.nls.json');
  assert.deepEqual([...new Set(used)].sort(), Object.keys(english).sort());
  for (const language of LANGUAGES) {
    const translated = json(`package.nls.${language}.json`);
    assert.deepEqual(Object.keys(translated), Object.keys(english), language);
    for (const [key, text] of Object.entries(translated)) {
      const commands = (it) => [...it.matchAll(/\(command:[\w.]+\)/gu)].map(([command]) => command);
      assert.ok(text.trim(), `${language}: ${key}`);
      assert.deepEqual(commands(text), commands(english[key]), `${language}: ${key}`);
    }
  }
});

test('every text of the code is there in six languages, with its places', () => {
  const used = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/gu)].map(([, text]) => text));
  const english = json('l10n/bundle.l10n.json');
  assert.deepEqual([...new Set(used)].sort(), Object.keys(english).sort());
  for (const language of LANGUAGES) {
    const translated = json('l10n', `bundle.l10n.${language}.json`);
    assert.deepEqual(Object.keys(translated), Object.keys(english), language);
    for (const [key, text] of Object.entries(translated)) {
      const places = (it) => [...it.matchAll(/\{\d\}/gu)].map(([place]) => place).sort();
      assert.deepEqual(places(text), places(key), `${language}: ${key}`);
    }
  }
});

test('the settings are those of travaux.toml', () => {
  const schema = JSON.parse(fs.readFileSync(path.join(repository, 'server/model/data/travaux.schema.json'), 'utf8'));
  const properties = Object.assign({}, ...json('package.json').contributes.configuration.map((page) => page.properties));
  const expected = Object.keys(schema.properties).flatMap((key) =>
    key === 'drafts' ? Object.keys(schema.properties.drafts.properties).map((it) => `drafts.${it}`) : [key],
  );
  for (const key of expected.filter((it) => !ONLY_IN_THE_FILE.includes(it))) {
    const setting = properties[`travaux.${key}`];
    assert.ok(setting, `travaux.${key}`);
    assert.ok(setting.description ?? setting.markdownDescription, `travaux.${key} is described`);
    assert.ok(!(setting.enum ?? []).includes(null), `travaux.${key} has no null`);
  }
});

test('the settings page offers the rules of the program', { skip: !process.env.TRAVAUX_BIN }, () => {
  const hint = 'run `node editors/vscode/rules.mjs PROGRAM`';
  assert.deepEqual(rulesOfSettings(), rulesOf(process.env.TRAVAUX_BIN), hint);
});

test('every command has a handler, and every handler that users see is a command', () => {
  const { contributes } = json('package.json');
  const handled = sources.flatMap((source) => [...source.matchAll(/'(travaux\.[A-Za-z]+)'/gu)].map(([, name]) => name));
  for (const { command } of contributes.commands) {
    assert.ok(handled.includes(command), command);
  }
});

test('parentheses are no brackets, and no bracket is coloured by counting', () => {
  const { brackets, colorizedBracketPairs } = json('language-configuration.json');
  assert.ok(!brackets.flat().includes('('));
  assert.deepEqual(colorizedBracketPairs, []);
});
