// Colours brackets by the depth that the server has found. VS Code's own colours count signs: after the first bracket that
// is not closed they are wrong to the end of the file. In right-to-left lines a colour would cut the line, so the whole
// bracket gets a background there, which is drawn beneath the text.

import * as vscode from 'vscode';

import { isMainlyRightToLeft } from './direction';
import { Bracket, OpenBrackets } from './open_brackets';
import { asRange } from './references';

/** The themes that come with VS Code have three colours for brackets. */
const DEPTH_COLOURS = 3;
const BRACKETS_LIMIT = 20_000;

export class BracketColours implements vscode.Disposable {
  private readonly signs: vscode.TextEditorDecorationType[];
  private readonly background = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('travaux.contestedBackground'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly brackets: OpenBrackets) {
    this.signs = Array.from({ length: DEPTH_COLOURS }, (_, depth) =>
      vscode.window.createTextEditorDecorationType({
        color: new vscode.ThemeColor(`editorBracketHighlight.foreground${depth + 1}`),
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    );
    this.subscriptions = [...this.signs, this.background, brackets.onDidChange(() => this.draw())];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private draw(): void {
    const editor = this.brackets.editor;
    if (!editor) {
      return;
    }
    const all = this.brackets.draft?.items.flatMap((item) => item.brackets).slice(0, BRACKETS_LIMIT) ?? [];
    const signs: vscode.Range[][] = this.signs.map(() => []);
    const backgrounds: vscode.Range[] = [];
    for (const bracket of all) {
      const range = editor.document.validateRange(asRange(bracket.range));
      for (const sign of signRanges(editor.document, range)) {
        signs[depthColour(bracket)]?.push(sign);
      }
      if (isMainlyRightToLeft(editor.document.lineAt(range.start.line).text)) {
        backgrounds.push(range);
      }
    }
    this.signs.forEach((decoration, depth) => editor.setDecorations(decoration, signs[depth] ?? []));
    editor.setDecorations(this.background, backgrounds);
  }
}

function depthColour(bracket: Bracket): number {
  return (Math.max(1, bracket.depth) - 1) % DEPTH_COLOURS;
}

/** Returns the first and the last sign of a bracket, as far as they are on lines that a colour does not cut. */
function signRanges(document: vscode.TextDocument, range: vscode.Range): vscode.Range[] {
  const first = new vscode.Range(range.start, range.start.translate(0, 1));
  const last = range.end.character > 0 ? new vscode.Range(range.end.translate(0, -1), range.end) : undefined;
  const closes = last && /[\]}］】〕]/u.test(document.getText(last));
  const both = closes && !last.isEqual(first) ? [first, last] : [first];
  return both.filter((sign) => !isMainlyRightToLeft(document.lineAt(sign.start.line).text));
}
