// The commands of the palette, the menus and the keys.

import * as vscode from 'vscode';

import { isDraft } from './direction';
import { OpenBrackets } from './open_brackets';
import { asRange, SHOW_REFERENCES, showReferences } from './references';
import { openSample } from './samples';
import { Server } from './server';

const SAMPLES = { en: 'cybercrime.en.treaty.md', ar: 'cybercrime.ar.treaty.md' };

export function registerCommands(
  context: vscode.ExtensionContext,
  server: Server,
  brackets: OpenBrackets,
): vscode.Disposable {
  const commands: Record<string, (...given: never[]) => unknown> = {
    [SHOW_REFERENCES]: showReferences,
    'travaux.restart': () => server.restart(),
    'travaux.showOutput': () => server.showOutput(),
    'travaux.nextBracket': () => goToBracket(brackets, 1),
    'travaux.previousBracket': () => goToBracket(brackets, -1),
    'travaux.reveal': (range: vscode.Range) => reveal(brackets.editor ?? vscode.window.activeTextEditor, range),
    'travaux.rewrite': () => chooseAction('refactor.rewrite'),
    'travaux.fixAll': () => applyActions('source.fixAll'),
    'travaux.openSample': () => openSample(context, SAMPLES.en),
    'travaux.openArabicSample': () => openSample(context, SAMPLES.ar),
    'travaux.showPreview': () => vscode.commands.executeCommand('markdown.showPreviewToSide'),
    'travaux.walkthrough': () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#travaux`, false),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

/** Goes to the next open bracket, or the one before, and round from the last to the first. */
async function goToBracket(brackets: OpenBrackets, step: 1 | -1): Promise<void> {
  const editor = brackets.editor;
  const ranges = (brackets.draft?.items ?? [])
    .flatMap((item) => item.brackets)
    .map((bracket) => asRange(bracket.range))
    .sort((one, other) => one.start.compareTo(other.start));
  if (!editor || ranges.length === 0) {
    return;
  }
  const cursor = editor.selection.active;
  const found =
    step === 1
      ? (ranges.find((range) => range.start.isAfter(cursor)) ?? ranges[0])
      : (ranges.findLast((range) => range.start.isBefore(cursor)) ?? ranges.at(-1));
  if (found) {
    await reveal(editor, new vscode.Range(found.start, found.start));
  }
}

async function reveal(editor: vscode.TextEditor | undefined, range: vscode.Range): Promise<void> {
  if (editor) {
    const column = editor.viewColumn ?? vscode.ViewColumn.Active;
    const shown = await vscode.window.showTextDocument(editor.document, { viewColumn: column, selection: range });
    shown.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

function chooseAction(kind: string): Thenable<unknown> {
  return vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'never' });
}

async function applyActions(kind: string): Promise<void> {
  const active = vscode.window.activeTextEditor;
  if (active && isDraft(active.document)) {
    await vscode.commands.executeCommand('editor.action.codeAction', { kind, apply: 'first' });
  }
}
