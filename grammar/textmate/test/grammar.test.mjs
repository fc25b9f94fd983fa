// Single properties of the TextMate grammar.

import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';

import { countTokens, tokens } from '../tokens.mjs';

const scopesAt = (lines, line, text) => lines[line].find((token) => token.text.includes(text))?.scopes ?? [];

test('a bracket that is not closed ends at the next provision', async () => {
  const lines = await tokens('1. A Party [may act\nin its area.\n2. Another one.\n\n[Стороны могут\nСтатья 5. Цели');
  assert.ok(scopesAt(lines, 1, 'in its').includes('meta.bracket.treaty'));
  assert.ok(!scopesAt(lines, 2, 'Another').includes('meta.bracket.treaty'));
  assert.ok(!scopesAt(lines, 5, 'Статья').includes('meta.bracket.treaty'));
});

test('a line with right-to-left letters has one scope', async () => {
  const text = '1 - وفقا للفقرة 1 من المادة 16 [هذه] [تلك].\nالمادة 5. [الأهداف]\n### [المادة 6. النطاق]\n[EU: النص]';
  for (const line of await tokens(text)) {
    assert.equal(line.length, 1, JSON.stringify(line.map((token) => token.text)));
  }
});

test('the parenthesis of a) is no bracket', async () => {
  const lines = await tokens('a) au titre de l’article 5 ;');
  assert.ok(lines[0].every((token) => !token.scopes.some((scope) => scope.includes('bracket'))));
});

test('Markdown keeps its scopes', async () => {
  const lines = await tokens('## Aims\n**bold** *light* ~~gone~~ [text](https://example.org) <!-- note -->');
  assert.ok(scopesAt(lines, 0, 'Aims').includes('markup.heading.treaty'));
  for (const [text, scope] of [['bold', 'markup.bold.markdown'], ['light', 'markup.italic.markdown'], ['gone', 'markup.strikethrough.markdown'], ['note', 'comment.block.html.treaty']]) {
    assert.ok(scopesAt(lines, 1, text).includes(scope), scope);
  }
});

test('a sentence that begins with a provision noun is no heading', async () => {
  const lines = await tokens('Article 5 applies to it.\n第七十条规定\nСтатья 5 применяется к ним.');
  for (const line of lines) {
    assert.ok(line.every((token) => !token.scopes.includes('markup.heading.treaty')), line[0].text);
  }
});

test('hostile lines take no longer than their length allows', async () => {
  const cpuMs = () => process.cpuUsage().user / 1000;
  await countTokens('1. Article 5 [x].');
  for (const unit of ['[', '[^a', '[a](', 'Article 5 ', '(a) ', 'paragraph ', '第一条', '*', '**a', '~~a ', '{++', '<!-', '### ', '_']) {
    const start = cpuMs();
    await countTokens(unit.repeat(4000));
    assert.ok(cpuMs() - start < 1500, `${unit}: ${cpuMs() - start} ms`);
  }
});
