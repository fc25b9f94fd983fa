// The view "Positions": which delegations stand where on the provision under the cursor, and an overview of the draft. The
// page is tolerant: it shows what an answer has and leaves out what it lacks.

import * as vscode from 'vscode';

import { isDraft } from './direction';
import { asRange, ProtocolRange } from './references';
import { Server } from './server';
import { webviewOptions, webviewPage } from './webview_page';

const PAUSE_MS = 250;

type FromPage = { kind: 'ready' } | { kind: 'reveal'; range: ProtocolRange } | { kind: 'open'; url: string };

export class PositionsView implements vscode.Disposable, vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;
  private editor: vscode.TextEditor | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: Server,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewViewProvider('travaux.positions', this),
      vscode.window.onDidChangeActiveTextEditor(() => this.sendSoon()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.sendCursor(textEditor)),
      vscode.workspace.onDidChangeTextDocument(() => this.sendSoon()),
      server.onDidChange(() => this.sendSoon()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = webviewOptions(this.extension);
    view.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    view.onDidChangeVisibility(() => this.sendSoon());
    view.onDidDispose(() => (this.view = undefined));
    view.webview.html = webviewPage(view.webview, this.extension, 'positions');
  }

  private receive(message: FromPage): void {
    switch (message.kind) {
      case 'ready':
        this.sendSoon();
        break;
      case 'reveal':
        void vscode.commands.executeCommand('travaux.reveal', asRange(message.range));
        break;
      case 'open':
        if (/^https?:\/\//u.test(message.url)) {
          void vscode.env.openExternal(vscode.Uri.parse(message.url));
        }
        break;
    }
  }

  private sendSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), PAUSE_MS);
  }

  private async send(): Promise<void> {
    const active = vscode.window.activeTextEditor;
    if (active && isDraft(active.document)) {
      this.editor = active;
    }
    const { editor, view } = this;
    if (!editor || !view?.visible || editor.document.isClosed) {
      return;
    }
    const answer = await this.server.ask<{ places?: unknown[] }>('travaux/positions', editor.document);
    const labels = {
      filter: vscode.l10n.t('Filter by delegation or provision'),
      inFavour: vscode.l10n.t('For'),
      against: vscode.l10n.t('Against'),
      here: vscode.l10n.t('At the cursor'),
      all: vscode.l10n.t('Whole draft'),
      nothing: vscode.l10n.t('No delegation has taken a position here.'),
      table: vscode.l10n.t('Delegations by provision'),
    };
    await view.webview.postMessage({ kind: 'positions', places: answer?.places ?? [], labels });
    this.sendCursor(editor);
  }

  private sendCursor(editor: vscode.TextEditor): void {
    if (editor === this.editor) {
      void this.view?.webview.postMessage({ kind: 'cursor', line: editor.selection.active.line });
    }
  }
}
