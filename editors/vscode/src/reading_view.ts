// The reading view: the draft as it would read with one choice of its alternatives, beside the editor. Every paragraph has
// the direction of its own text. The view follows the cursor, and a click in it leads to the text.

import * as vscode from 'vscode';

import { isDraft } from './direction';
import { asRange, ProtocolRange } from './references';
import { Server } from './server';
import { webviewOptions, webviewPage } from './webview_page';

const PAUSE_MS = 300;

/** Which alternatives are read: all, none, or the Nth of each run, from 1. */
type Reading = 'all' | 'none' | { alternative: number };

/** The answer to `travaux/read`. */
interface ReadDraft {
  paragraphs: { range: ProtocolRange; heading: number; segments: { text: string; state: string }[] }[];
}

type FromPage = { kind: 'ready' } | { kind: 'reading'; reading: Reading } | { kind: 'reveal'; range: ProtocolRange };

export class ReadingView implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private document: vscode.TextDocument | undefined;
  private reading: Reading = 'all';
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: Server,
  ) {
    this.subscriptions = [
      vscode.commands.registerCommand('travaux.read', () => this.show()),
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.sendCursor(textEditor)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.document) {
          clearTimeout(this.timer);
          this.timer = setTimeout(() => void this.send(), PAUSE_MS);
        }
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document === this.document) {
          void this.send();
        }
      }),
      server.onDidChange(() => void this.send()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private show(): void {
    const editor = vscode.window.activeTextEditor;
    if (!editor || !isDraft(editor.document)) {
      return;
    }
    this.document = editor.document;
    if (this.panel) {
      this.panel.reveal(undefined, true);
      void this.send();
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { ...webviewOptions(this.extension), retainContextWhenHidden: true };
    const panel = vscode.window.createWebviewPanel('travaux.reading', vscode.l10n.t('Reading'), column, options);
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    panel.webview.html = webviewPage(panel.webview, this.extension, 'reading');
    panel.onDidDispose(() => (this.panel = undefined));
    this.panel = panel;
  }

  private receive(message: FromPage): void {
    switch (message.kind) {
      case 'ready':
        void this.send();
        break;
      case 'reading':
        this.reading = message.reading;
        void this.send();
        break;
      case 'reveal':
        if (this.document) {
          const viewColumn = vscode.window.visibleTextEditors.find((it) => it.document === this.document)?.viewColumn;
          const selection = new vscode.Range(asRange(message.range).start, asRange(message.range).start);
          void vscode.window.showTextDocument(this.document, { selection, viewColumn: viewColumn ?? vscode.ViewColumn.One });
        }
        break;
    }
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    if (this.panel && editor && isDraft(editor.document) && editor.document !== this.document) {
      this.document = editor.document;
      void this.send();
    }
  }

  private async send(): Promise<void> {
    const { document, panel } = this;
    if (!document || !panel || document.isClosed) {
      return;
    }
    const draft = await this.server.ask<ReadDraft>('travaux/read', document, { reading: this.reading });
    if (!draft || document !== this.document) {
      return;
    }
    panel.title = vscode.l10n.t('Reading: {0}', document.uri.path.split('/').at(-1) ?? '');
    const labels = {
      all: vscode.l10n.t('All brackets'),
      none: vscode.l10n.t('Without brackets'),
      alternative: [1, 2, 3].map((number) => vscode.l10n.t('Alternative {0}', number)),
    };
    await panel.webview.postMessage({ kind: 'draft', paragraphs: draft.paragraphs, reading: this.reading, labels });
    const editor = vscode.window.visibleTextEditors.find((it) => it.document === document);
    if (editor) {
      this.sendCursor(editor);
    }
  }

  private sendCursor(editor: vscode.TextEditor): void {
    if (this.panel && editor.document === this.document) {
      void this.panel.webview.postMessage({ kind: 'cursor', line: editor.selection.active.line });
    }
  }
}
