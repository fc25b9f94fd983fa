// Gives lines that are mainly right to left their own direction. One decoration covers whole lines, so it does not cut
// them; the direction is in its style. Editors that ignore the style show the lines from left to right, as before.

import * as vscode from 'vscode';

import { hasRightToLeft, isDraft, isMainlyRightToLeft } from './direction';

const PAUSE_MS = 150;
const LINES_LIMIT = 50_000;

export class RightToLeftLines implements vscode.Disposable {
  private readonly decoration = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.OpenOpen,
    // The last letter of a line may reach beyond its box, and the edge of the text would cut it.
    textDecoration: 'none; direction: rtl; unicode-bidi: isolate; padding-left: 3px',
  });
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    this.subscriptions = [
      this.decoration,
      vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
      vscode.workspace.onDidChangeTextDocument(() => this.drawSoon()),
      vscode.workspace.onDidOpenTextDocument(() => this.drawSoon()),
    ];
    this.draw();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private drawSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), PAUSE_MS);
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (isDraft(editor.document)) {
        editor.setDecorations(this.decoration, rightToLeftRanges(editor.document));
      }
    }
  }
}

/** Returns the runs of right-to-left lines. */
function rightToLeftRanges(document: vscode.TextDocument): vscode.Range[] {
  const ranges: vscode.Range[] = [];
  if (!hasRightToLeft(document.getText())) {
    return ranges;
  }
  let first: number | undefined;
  const lines = Math.min(document.lineCount, LINES_LIMIT);
  for (let line = 0; line <= lines; line += 1) {
    const inside = line < lines && isMainlyRightToLeft(document.lineAt(line).text);
    if (inside) {
      first ??= line;
    } else if (first !== undefined) {
      ranges.push(new vscode.Range(new vscode.Position(first, 0), document.lineAt(line - 1).range.end));
      first = undefined;
    }
  }
  return ranges;
}
