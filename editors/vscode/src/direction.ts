// Which lines are mainly right to left, and the language id that such drafts get.
//
// VS Code draws every line from left to right and wraps each run of equal style in a span with `unicode-bidi: isolate`.
// A change of style in the middle of an Arabic line therefore cuts its sentence into pieces that stand in reverse order.
// So nothing may change the style within such a line; see middleware.ts, and the grammar, which gives it one scope.

import * as vscode from 'vscode';

export const TREATY = 'treaty';
export const TREATY_RTL = 'treaty-rtl';

/** More letters than these do not change what a text mainly is. */
const LETTERS_LIMIT = 400;
const SAMPLE_CHARACTERS = 20_000;

/** The scripts of Arabic, Hebrew, Syriac, Thaana and N'Ko, with their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LETTER = /\p{L}/gu;

export function isDraft(document: vscode.TextDocument): boolean {
  return document.languageId === TREATY || document.languageId === TREATY_RTL;
}

export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/**
 * Returns a text for a place beside others. Without the signs around it, the number that ends an Arabic name and the one that
 * begins the next text are drawn as one: `المادة 2` and `18` as 218.
 */
export function isolated(text: string): string {
  return hasRightToLeft(text) ? `\u2068${text}\u2069` : text;
}

/** Returns a name as the beginning of a line: provisions have a small letter in English, as in a sentence. */
export function asHeading(name: string): string {
  return name.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** Returns whether most of the letters of a text belong to right-to-left scripts. */
export function isMainlyRightToLeft(text: string): boolean {
  if (!hasRightToLeft(text)) {
    return false;
  }
  let rightToLeft = 0;
  let letters = 0;
  for (const [letter] of text.matchAll(LETTER)) {
    rightToLeft += RIGHT_TO_LEFT.test(letter) ? 1 : 0;
    letters += 1;
    if (letters === LETTERS_LIMIT) {
      break;
    }
  }
  return 2 * rightToLeft > letters;
}

/**
 * Gives right-to-left drafts a language of their own, so that their settings differ. A draft is switched once while it is
 * open, so that an author who chooses the other language keeps it.
 */
export function switchToRightToLeft(): vscode.Disposable {
  const switched = new Set<string>();
  const look = (document: vscode.TextDocument): void => {
    const uri = document.uri.toString();
    if (document.languageId !== TREATY || switched.has(uri)) {
      return;
    }
    const end = document.positionAt(SAMPLE_CHARACTERS);
    if (isMainlyRightToLeft(document.getText(new vscode.Range(new vscode.Position(0, 0), end)))) {
      switched.add(uri);
      void vscode.languages.setTextDocumentLanguage(document, TREATY_RTL);
    }
  };
  // A change of the language closes the draft and opens it again at once.
  const forget = ({ uri }: vscode.TextDocument): void => {
    setTimeout(() => {
      if (!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) {
        switched.delete(uri.toString());
      }
    });
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidCloseTextDocument(forget),
  );
}
