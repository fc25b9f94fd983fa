// The entry point: creates the parts of the extension and connects them to the server. Everything about a draft is
// computed by the server; this code starts it, shows what it answers, and holds no rules of its own.

import * as vscode from 'vscode';

import { BracketColours } from './bracket_colours';
import { BracketsView } from './brackets_view';
import { registerCommands } from './commands';
import { switchToRightToLeft } from './direction';
import { OpenBrackets } from './open_brackets';
import { PositionsView } from './positions_view';
import { ReadingView } from './reading_view';
import { RightToLeftLines } from './right_to_left_lines';
import { Server } from './server';

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  server = new Server(context);
  const openBrackets = new OpenBrackets(server);
  context.subscriptions.push(
    server,
    openBrackets,
    new BracketsView(openBrackets),
    new BracketColours(openBrackets),
    new RightToLeftLines(),
    new ReadingView(context.extensionUri, server),
    new PositionsView(context.extensionUri, server),
    switchToRightToLeft(),
    registerCommands(context, server, openBrackets),
  );
  // Not awaited: activation has to be fast, and the command to restart has to work while a server is slow to start.
  void server.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
