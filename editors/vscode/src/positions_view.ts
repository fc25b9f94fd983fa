// The view "Positions": which delegations stand where at the cursor, and an overview of the draft.

import * as vscode from 'vscode';

import { isDraft } from './direction';
import { asRange, ProtocolRange } from './references';
import { Server } from './server';
import { webviewOptions, webviewPage } from './webview_page';

const PAUSE_MS = 250;

/** The part of the answer to `travaux/positions` that is read here; the page reads the rest. */
interface Positions {
  places?: unknown[];
}

type FromPage =
  | { kind: 'ready' }
  | { kind: 'reveal'; range: ProtocolRange }
  | { kind: 'record'; uri: string; line: number };

export class PositionsView implements vscode.Disposable, vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;
  private editor: vscode.TextEditor | undefined;
  private timers = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly server: Server,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewViewProvider('travaux.positions', this),
      vscode.window.onDidChangeActiveTextEditor(() => this.sendAll()),
      vscode.window.onDidChangeTextEditorSelection(() => this.sendHere()),
      vscode.workspace.onDidChangeTextDocument(() => this.sendAll()),
      // Also when a draft gets another language, since a request just before that is not answered.
      vscode.workspace.onDidOpenTextDocument(() => this.sendAll()),
      server.onDidChange(() => this.sendAll()),
    ];
  }

  dispose(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    view.webview.options = webviewOptions(this.extension);
    view.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    view.onDidChangeVisibility(() => this.sendAll());
    view.onDidDispose(() => (this.view = undefined));
    view.webview.html = webviewPage(view.webview, this.extension, 'positions');
  }

  private receive(message: FromPage): void {
    switch (message.kind) {
      case 'ready':
        this.sendAll();
        break;
      case 'reveal':
        void vscode.commands.executeCommand('travaux.reveal', asRange(message.range));
        break;
      case 'record': {
        const place = new vscode.Position(message.line, 0);
        const selection = new vscode.Range(place, place);
        void vscode.window.showTextDocument(vscode.Uri.parse(message.uri), { selection, preview: true });
        break;
      }
    }
  }

  private sendAll(): void {
    this.soon('all', async (editor, webview) => {
      const answer = await this.server.ask<Positions>('travaux/positions', editor.document);
      await webview.postMessage({ kind: 'positions', places: answer?.places ?? [], labels: pageLabels() });
    });
    this.sendHere();
  }

  private sendHere(): void {
    this.soon('here', async (editor, webview) => {
      const { line, character } = editor.selection.active;
      const position = { line, character };
      const answer = await this.server.ask<Positions>('travaux/positions', editor.document, { position });
      await webview.postMessage({ kind: 'here', places: answer?.places ?? [] });
    });
  }

  /** Sends once nothing has changed for a moment, if there is a draft and the view can be seen. */
  private soon(name: string, send: (editor: vscode.TextEditor, webview: vscode.Webview) => Promise<void>): void {
    clearTimeout(this.timers.get(name));
    const run = (): void => {
      const active = vscode.window.activeTextEditor;
      if (active && isDraft(active.document)) {
        this.editor = active;
      }
      const { editor, view } = this;
      if (editor && !editor.document.isClosed && view?.visible) {
        void send(editor, view.webview);
      }
    };
    this.timers.set(name, setTimeout(run, PAUSE_MS));
  }
}

/** The words of the page. */
function pageLabels(): object {
  return {
    filter: vscode.l10n.t('Filter by delegation or provision'),
    here: vscode.l10n.t('At the cursor'),
    all: vscode.l10n.t('Whole draft'),
    nothing: vscode.l10n.t('No delegation has taken a position here.'),
    table: vscode.l10n.t('Delegations by provision'),
    leastOpposed: vscode.l10n.t('Fewest objections'),
    sides: {
      for: vscode.l10n.t('For'),
      against: vscode.l10n.t('Against'),
      reserved: vscode.l10n.t('Reserved'),
      neutral: vscode.l10n.t('Neutral'),
    },
    figures: {
      for: vscode.l10n.t('States for'),
      against: vscode.l10n.t('States against'),
      reserved: vscode.l10n.t('States with reservations'),
      silent: vscode.l10n.t('Silent States'),
      toSimpleMajority: vscode.l10n.t('Missing to a simple majority'),
      toTwoThirds: vscode.l10n.t('Missing to two thirds'),
    },
  };
}
