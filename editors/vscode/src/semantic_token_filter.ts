// Leaves semantic tokens out of right-to-left lines. The server sends differences from its last answer, so that answer
// is kept as it came, and the editor is always given the whole of what is left.

import * as vscode from 'vscode';

import { hasRightToLeft, isMainlyRightToLeft } from './direction';

/** The numbers by which the protocol describes one token. */
const NUMBERS_PER_TOKEN = 5;

type Tokens = vscode.SemanticTokens;
type Answer<T> = T | null | undefined;

export class SemanticTokenFilter {
  private readonly answers = new Map<string, Uint32Array>();

  forget(document: vscode.TextDocument): void {
    this.answers.delete(document.uri.toString());
  }

  full(document: vscode.TextDocument, tokens: Answer<Tokens>): Answer<Tokens> {
    if (tokens) {
      this.answers.set(document.uri.toString(), tokens.data);
    }
    return this.range(document, tokens);
  }

  edited(document: vscode.TextDocument, answer: Answer<Tokens | vscode.SemanticTokensEdits>): Answer<Tokens> {
    if (!answer || 'data' in answer) {
      return this.full(document, answer);
    }
    const before = this.answers.get(document.uri.toString());
    if (!before) {
      return undefined;
    }
    const after = applied(before, answer.edits);
    return this.full(document, new vscode.SemanticTokens(after, answer.resultId));
  }

  range(document: vscode.TextDocument, tokens: Answer<Tokens>): Answer<Tokens> {
    if (!tokens || !hasRightToLeft(document.getText())) {
      return tokens;
    }
    return new vscode.SemanticTokens(leftToRight(document, tokens.data), tokens.resultId);
  }
}

function applied(before: Uint32Array, edits: readonly vscode.SemanticTokensEdit[]): Uint32Array {
  const parts: Uint32Array[] = [];
  let at = 0;
  for (const edit of [...edits].sort((one, other) => one.start - other.start)) {
    parts.push(before.subarray(at, edit.start), edit.data ?? new Uint32Array());
    at = edit.start + edit.deleteCount;
  }
  parts.push(before.subarray(at));
  const after = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    after.set(part, end);
    end += part.length;
  }
  return after;
}

/** Returns the tokens of the lines that are not mainly right to left. */
function leftToRight(document: vscode.TextDocument, data: Uint32Array): Uint32Array {
  const left = new Uint32Array(data.length);
  let length = 0;
  let [line, start] = [0, 0];
  let [lastLine, lastStart] = [0, 0];
  let [judgedLine, drop] = [-1, false];
  for (let at = 0; at + NUMBERS_PER_TOKEN <= data.length; at += NUMBERS_PER_TOKEN) {
    const deltaLine = data[at] ?? 0;
    start = (data[at + 1] ?? 0) + (deltaLine === 0 ? start : 0);
    line += deltaLine;
    if (line !== judgedLine) {
      judgedLine = line;
      drop = line < document.lineCount && isMainlyRightToLeft(document.lineAt(line).text);
    }
    if (drop) {
      continue;
    }
    left[length] = line - lastLine;
    left[length + 1] = line === lastLine ? start - lastStart : start;
    left.set(data.subarray(at + 2, at + NUMBERS_PER_TOKEN), length + 2);
    [lastLine, lastStart] = [line, start];
    length += NUMBERS_PER_TOKEN;
  }
  return left.slice(0, length);
}
