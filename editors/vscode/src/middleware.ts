// Leaves out of the server's answers what would cut right-to-left lines into pieces (see direction.ts), and what the
// user has switched off.

import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

import { hasRightToLeft, isMainlyRightToLeft } from './direction';
import { SemanticTokenFilter } from './semantic_token_filter';

export function middleware(): Middleware {
  const tokens = new SemanticTokenFilter();
  return {
    didClose: async (document, next) => {
      tokens.forget(document);
      await next(document);
    },
    provideDocumentSemanticTokens: async (document, token, next) =>
      tokens.full(document, await next(document, token)),
    provideDocumentSemanticTokensEdits: async (document, previous, token, next) =>
      tokens.edited(document, await next(document, previous, token)),
    provideDocumentRangeSemanticTokens: async (document, range, token, next) =>
      tokens.range(document, await next(document, range, token)),
    provideInlayHints: async (document, range, token, next) => {
      if (!switchedOn('inlayHints.enabled')) {
        return [];
      }
      const hints = await next(document, range, token);
      return hints?.filter((hint) => isAtEndOfLine(document, hint.position) || !isInRightToLeft(document, hint.position));
    },
    provideDocumentLinks: async (document, token, next) => {
      const links = await next(document, token);
      return links?.filter((link) => !isInRightToLeft(document, link.range.start));
    },
    provideCodeLenses: async (document, token, next) =>
      switchedOn('codeLens.enabled') ? next(document, token) : [],
  };
}

function switchedOn(setting: string): boolean {
  return vscode.workspace.getConfiguration('travaux').get(setting, true);
}

function isInRightToLeft(document: vscode.TextDocument, position: vscode.Position): boolean {
  const line = document.lineAt(position).text;
  return hasRightToLeft(line) && isMainlyRightToLeft(line);
}

function isAtEndOfLine(document: vscode.TextDocument, position: vscode.Position): boolean {
  return document.lineAt(position).text.slice(position.character).trim() === '';
}
