// Tokenizes a text with the grammar as VS Code does.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const GRAMMARS = {
  'text.treaty': 'treaty.tmLanguage.json',
  'text.treaty.rtl': 'treaty-rtl.tmLanguage.json',
};

const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const file = GRAMMARS[scope];
    return file ? textmate.parseRawGrammar(fs.readFileSync(new URL(file, import.meta.url), 'utf8'), file) : null;
  },
});

/** Returns the tokens of each line, with the deepest scopes last; columns are UTF-16. */
export async function tokens(text, scope = 'text.treaty') {
  const grammar = await registry.loadGrammar(scope);
  let state = textmate.INITIAL;
  return text.split('\n').map((line, number) => {
    const { tokens: found, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return found.map(({ startIndex, endIndex, scopes }) => ({
      line: number,
      start: startIndex,
      end: endIndex,
      text: line.slice(startIndex, endIndex),
      scopes: scopes.flatMap((it) => it.split(' ')),
    }));
  });
}

/** Tokenizes a text as VS Code does for its colours, without the names of scopes, and returns the number of tokens. */
export async function countTokens(text) {
  const grammar = await registry.loadGrammar('text.treaty');
  let state = textmate.INITIAL;
  return text.split('\n').reduce((count, line) => {
    const { tokens: found, ruleStack } = grammar.tokenizeLine2(line, state);
    state = ruleStack;
    return count + found.length / 2;
  }, 0);
}
