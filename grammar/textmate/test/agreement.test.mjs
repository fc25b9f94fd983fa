// The server, the TextMate grammar and the tree-sitter grammar agree on headings, brackets and references.
//
// TRAVAUX_BIN          the program; default: debug/travaux in CARGO_TARGET_DIR, or in target
// TRAVAUX_TREE_SITTER  the command line of tree-sitter; default: `tree-sitter` on the PATH. Without it only the
//                      TextMate grammar is compared. Another version than that of tests/editors/run may write another
//                      parser.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { tokens } from '../tokens.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, '../../..');
const grammar = path.resolve(here, '../../tree-sitter');
const corpus = path.join(here, 'corpus');
const travaux =
  process.env.TRAVAUX_BIN ?? path.join(path.resolve(repository, process.env.CARGO_TARGET_DIR ?? 'target'), 'debug/travaux');
const treeSitter = process.env.TRAVAUX_TREE_SITTER ?? 'tree-sitter';
const hasTreeSitter = spawnSync(treeSitter, ['--version']).status === 0;
const RIGHT_TO_LEFT = /[\u0590-\u08ff]/u;

/** Provisions that have no heading but a label. */
const LABELLED = new Set(['paragraph', 'subparagraph', 'item', 'recital']);
const OPEN = 'punctuation.definition.bracket.begin.treaty';
const CLOSE = 'punctuation.definition.bracket.end.treaty';
const REFERENCE = 'entity.name.function.reference.treaty';

/** Where something is: a line and a column in characters, both from 0. */
const place = (line, column) => `${line}:${column}`;
const characters = (text) => [...text].length;

function fromServer(file) {
  const { drafts } = JSON.parse(execFileSync(travaux, ['outline', '--format', 'json', file], { encoding: 'utf8' }));
  const [{ provisions, brackets, references }] = drafts;
  const headings = [];
  const walk = (found) => {
    for (const { kind, start, children } of found) {
      if (!LABELLED.has(kind)) {
        headings.push(start.line - 1);
      }
      walk(children);
    }
  };
  walk(provisions);
  const start = (it) => place(it.start.line - 1, it.start.column - 1);
  return {
    headings: headings.sort((one, other) => one - other),
    opens: brackets.map(start).sort(),
    closes: brackets.filter((it) => it.closed).map((it) => place(it.end.line - 1, it.end.column - 2)).sort(),
    references: references.map((it) => ({ start: start(it), line: it.start.line - 1, from: it.start.column - 1, to: it.end.column - 1 })),
  };
}

async function fromTextMate(text) {
  const lines = text.split('\n');
  const found = (await tokens(text)).flat();
  const column = (token) => characters(lines[token.line].slice(0, token.start));
  const starts = (scope) => found.filter((it) => it.scopes.includes(scope)).map((it) => place(it.line, column(it))).sort();
  return {
    headings: [...new Set(found.filter((it) => it.scopes.includes('markup.heading.treaty')).map((it) => it.line))],
    opens: starts(OPEN),
    closes: starts(CLOSE),
    references: found
      .filter((it) => it.scopes.includes(REFERENCE))
      .map((it) => ({ start: place(it.line, column(it)), line: it.line, from: column(it), to: column(it) + characters(it.text) })),
  };
}

function fromTreeSitter(file, text) {
  const tree = execFileSync(treeSitter, ['parse', file], { cwd: grammar, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  assert.doesNotMatch(tree, /ERROR|MISSING/u);
  const lines = text.split('\n').map((line) => Buffer.from(line));
  const column = (line, bytes) => characters(lines[line].subarray(0, bytes).toString());
  const nodes = [...tree.matchAll(/\((\w+) \[(\d+), (\d+)\] - \[(\d+), (\d+)\]/gu)].map(([, kind, line, from, endLine, to]) => ({
    kind,
    line: Number(line),
    from: column(Number(line), Number(from)),
    endLine: Number(endLine),
    to: column(Number(endLine), Number(to)),
  }));
  const of = (kind) => nodes.filter((node) => node.kind === kind);
  const placeholders = of('placeholder');
  return {
    headings: of('heading').map((node) => node.line),
    opens: [...of('open'), ...placeholders].map((node) => place(node.line, node.from)).sort(),
    closes: [...of('close').map((node) => place(node.line, node.from)), ...placeholders.map((node) => place(node.line, node.to - 1))].sort(),
    references: of('reference').map((node) => ({ start: place(node.line, node.from), ...node })),
  };
}

/** Each reference of the server begins where one of the grammar does, and those of the grammar lie in ones of the server. */
function assertSameReferences(server, found) {
  const starts = new Set(found.map((it) => it.start));
  assert.deepEqual(server.filter((it) => !starts.has(it.start)), [], 'references that only the server has');
  const inside = (it) => server.some((other) => other.line === it.line && other.from <= it.from && it.to <= other.to);
  assert.deepEqual(found.filter((it) => !inside(it)), [], 'references that the server does not have');
}

/** TextMate gives lines with right-to-left letters one scope, so their brackets and references have none. */
function withoutRightToLeft(places, text) {
  const lines = text.split('\n');
  return places.filter((it) => !RIGHT_TO_LEFT.test(lines[it.line ?? Number(it.split(':')[0])]));
}

test('the parser of tree-sitter is the one that its grammar makes, and reads its own corpus', { skip: !hasTreeSitter }, (context) => {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'travaux-tree-sitter-'));
  context.after(() => fs.rmSync(copy, { recursive: true }));
  for (const name of ['grammar.js', 'words.json', 'tree-sitter.json', 'package.json']) {
    fs.copyFileSync(path.join(grammar, name), path.join(copy, name));
  }
  execFileSync(treeSitter, ['generate', '--abi', '14'], { cwd: copy, stdio: 'ignore' });
  for (const name of ['src/grammar.json', 'src/node-types.json', 'src/parser.c']) {
    const read = (folder) => fs.readFileSync(path.join(folder, name), 'utf8');
    assert.ok(read(copy) === read(grammar), `${name}: run \`tree-sitter generate --abi 14\` in grammar/tree-sitter`);
  }
  execFileSync(treeSitter, ['test'], { cwd: grammar, stdio: 'ignore' });
});

for (const name of fs.readdirSync(corpus)) {
  const file = path.join(corpus, name);
  const text = fs.readFileSync(file, 'utf8');

  test(`${name}: TextMate agrees with the server`, async () => {
    const server = fromServer(file);
    const grammarOf = await fromTextMate(text);
    assert.ok(server.headings.length > 3 && server.opens.length > 3 && server.references.length > 2);
    assert.deepEqual(grammarOf.headings, server.headings, 'headings');
    assert.deepEqual(grammarOf.opens, withoutRightToLeft(server.opens, text), 'opening signs');
    assert.deepEqual(grammarOf.closes, withoutRightToLeft(server.closes, text), 'closing signs');
    assertSameReferences(withoutRightToLeft(server.references, text), grammarOf.references);
  });

  test(`${name}: tree-sitter agrees with the server`, { skip: !hasTreeSitter }, () => {
    const server = fromServer(file);
    const grammarOf = fromTreeSitter(file, text);
    assert.deepEqual(grammarOf.headings, server.headings, 'headings');
    assert.deepEqual(grammarOf.opens, server.opens, 'opening signs');
    assert.deepEqual(grammarOf.closes, server.closes, 'closing signs');
    assertSameReferences(server.references, grammarOf.references);
  });
}
