// The brackets of the draft in the active editor, as the server pairs them. Asked again once nobody has typed for a moment.

import * as vscode from 'vscode';

import { isDraft } from './direction';
import { ProtocolRange } from './references';
import { Server } from './server';

const PAUSE_MS = 300;

export interface Bracket {
  range: ProtocolRange;
  text: string;
  kind: string;
  depth: number;
}

/** A provision, with the brackets in it. */
export interface ProvisionBrackets {
  address: string;
  /** The address as the draft writes it. */
  name?: string;
  title?: string | null;
  range: ProtocolRange;
  open: number;
  brackets: Bracket[];
}

/** The answer to `travaux/brackets`. */
export interface BracketsOfDraft {
  open: number;
  articles: number;
  cleanArticles: number;
  items: ProvisionBrackets[];
}

export class OpenBrackets implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private request: vscode.CancellationTokenSource | undefined;
  private counted: vscode.TextEditor | undefined;

  /** Fired after `editor` or `draft` has changed. */
  readonly onDidChange = this.changed.event;

  /** The brackets of the active draft; undefined if there is none, or the server does not offer them. */
  draft: BracketsOfDraft | undefined;

  constructor(private readonly server: Server) {
    this.subscriptions = [
      this.changed,
      server.onDidChange(() => this.askSoon(0)),
      vscode.window.onDidChangeActiveTextEditor(() => this.askSoon(0)),
      // Also when a draft gets another language, since a request just before that is not answered.
      vscode.workspace.onDidOpenTextDocument(() => this.askSoon(0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.editor?.document) {
          this.askSoon(PAUSE_MS);
        }
      }),
    ];
    this.askSoon(0);
  }

  /** The editor whose brackets are in `draft`. It stays while the focus is in a view. */
  get editor(): vscode.TextEditor | undefined {
    return this.counted;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.request?.cancel();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** The active editor if it shows a draft. If a view has the focus, the one before, as long as it is visible. */
  private draftEditor(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active) {
      return isDraft(active.document) ? active : undefined;
    }
    const visible = vscode.window.visibleTextEditors;
    return visible.find((it) => it.document === this.counted?.document);
  }

  private askSoon(pause: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), pause);
  }

  private async ask(): Promise<void> {
    this.request?.cancel();
    const request = new vscode.CancellationTokenSource();
    this.request = request;
    const editor = this.draftEditor();
    const draft = editor && (await this.server.ask<BracketsOfDraft>('travaux/brackets', editor.document, {}, request.token));
    if (request.token.isCancellationRequested) {
      return;
    }
    this.counted = editor;
    this.draft = draft;
    this.changed.fire();
  }
}
