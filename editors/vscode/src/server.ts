// Starts and stops `travaux serve`. A start and a stop never overlap, so two changes of a setting never leave two servers.

import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { SHOW_REFERENCES } from './references';
import { findProgram } from './program';
import { middleware } from './middleware';

/** What the server reads: drafts, saved or not, and the files beside them. */
const DOCUMENTS = [
  { scheme: 'file', language: 'treaty' },
  { scheme: 'file', language: 'treaty-rtl' },
  { scheme: 'untitled', language: 'treaty' },
  { scheme: 'untitled', language: 'treaty-rtl' },
  { scheme: 'file', pattern: '**/*.positions.{json,csv}' },
  { scheme: 'file', pattern: '**/*.{groups,topics}.json' },
  { scheme: 'file', pattern: '**/travaux.toml' },
];

/** A request that the server offers in addition to those of the protocol. */
export type CustomRequest = 'travaux/brackets' | 'travaux/read' | 'travaux/positions';

const CUSTOM_REQUESTS: CustomRequest[] = ['travaux/brackets', 'travaux/read', 'travaux/positions'];

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();
  private offered = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly output: vscode.LogOutputChannel;
  private readonly subscriptions: vscode.Disposable[];

  /** Fired after the server has started or stopped. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.output = vscode.window.createOutputChannel('Travaux', { log: true });
    this.subscriptions = [
      this.output,
      this.changed,
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('travaux.path')) {
          void this.restart();
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.stopNow());
  }

  showOutput(): void {
    this.output.show(true);
  }

  offers(request: CustomRequest): boolean {
    return this.client !== undefined && this.offered.has(request);
  }

  /** Sends a request about a document; undefined if the server does not offer it, or has no answer now. */
  async ask<Answer>(
    request: CustomRequest,
    document: vscode.TextDocument,
    more: object = {},
    token: vscode.CancellationToken = new vscode.CancellationTokenSource().token,
  ): Promise<Answer | undefined> {
    const client = this.client;
    if (!client || !this.offered.has(request)) {
      return undefined;
    }
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    try {
      const answer = await client.sendRequest<Answer | null>(request, { textDocument, ...more }, token);
      return answer ?? undefined;
    } catch {
      // Cancelled, or of a version that has moved on: the next change asks again.
      return undefined;
    }
  }

  private async startNow(): Promise<void> {
    const program = await findProgram(this.context.extensionUri);
    if (!('command' in program)) {
      this.complain(program.tried, program.fault);
      return;
    }
    const { command } = program;
    // Loaded only now, so that activation does not wait for it.
    const { LanguageClient, State } = await import('./client.js');
    const options = {
      documentSelector: DOCUMENTS,
      outputChannel: this.output,
      initializationOptions: {
        travaux: { ...vscode.workspace.getConfiguration('travaux'), showReferences: SHOW_REFERENCES },
      },
      middleware: middleware(),
    };
    const run = { command, args: ['serve'], options: { cwd: path.dirname(command) } };
    const client = new LanguageClient('travaux', 'Travaux', run, options);
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Starting && this.client === client) {
        this.changed.fire();
      }
    });
    this.client = client;
    // The client shows its own message if the connection fails after the program has started.
    await client.start().catch(() => undefined);
    await this.learnRequests(client);
  }

  private async learnRequests(client: LanguageClient): Promise<void> {
    const experimental: unknown = client.initializeResult?.capabilities.experimental;
    const listed = (experimental as { travaux?: unknown } | undefined)?.travaux;
    this.offered = new Set(namesIn(listed));
    for (const request of CUSTOM_REQUESTS) {
      await vscode.commands.executeCommand('setContext', request.replace('/', '.'), this.offered.has(request));
    }
    this.changed.fire();
  }

  private async stopNow(): Promise<void> {
    const stopping = this.client;
    this.client = undefined;
    this.offered = new Set();
    await stopping?.dispose().catch(() => undefined);
  }

  /** Not awaited: a message that nobody answers must not hold up the next start. */
  private complain(tried: string, fault: string): void {
    const openSettings = vscode.l10n.t('Open Settings');
    const tryAgain = vscode.l10n.t('Try Again');
    const message = vscode.l10n.t(
      'Travaux cannot run “{0}”: {1}. Drafts have colours, but no findings. Set “travaux.path” to the program.',
      tried,
      fault,
    );
    void vscode.window.showErrorMessage(message, openSettings, tryAgain).then((choice) => {
      if (choice === openSettings) {
        void vscode.commands.executeCommand('workbench.action.openSettings', 'travaux.path');
      } else if (choice === tryAgain) {
        void this.restart();
      }
    });
  }

  private inTurn(next: () => Promise<void>): Promise<void> {
    this.turn = this.turn.catch(() => undefined).then(next);
    return this.turn;
  }
}

/** The requests may be listed as names, with or without `travaux/`, or as the keys of an object. */
function namesIn(listed: unknown): string[] {
  const names: unknown[] = Array.isArray(listed)
    ? listed
    : Object.entries(listed ?? {}).flatMap(([name, offered]) => (offered ? [name] : []));
  return names
    .filter((name): name is string => typeof name === 'string')
    .map((name) => (name.startsWith('travaux/') ? name : `travaux/${name}`));
}
