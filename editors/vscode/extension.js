// Starts `travaux serve` for drafts and the files beside them, and says what to do when it cannot be run. What is true of
// a draft is the server's business, never decided here.

'use strict';

const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const OPEN_SETTINGS = 'Open Settings';
const TRY_AGAIN = 'Try Again';

/** What the server reads: drafts, saved or not, and the files that bear on them. */
const DOCUMENTS = [
  { scheme: 'file', language: 'treaty' },
  { scheme: 'untitled', language: 'treaty' },
  { scheme: 'file', pattern: '**/*.positions.{json,csv}' },
  { scheme: 'file', pattern: '**/*.groups.json' },
  { scheme: 'file', pattern: '**/travaux.toml' },
];

/** @type {LanguageClient | undefined} */
let client;

/** The start or stop under way. One waits for the other, so that two changes of a setting never leave two servers. */
let turn = Promise.resolve();

/** @param {vscode.ExtensionContext} context */
function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('travaux.restart', restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('travaux.path')) {
        restart();
      }
    }),
  );
  // Not waited for: the command to restart has to work while a server is slow to start.
  restart();
}

function deactivate() {
  return inTurn(stop);
}

function restart() {
  return inTurn(async () => {
    await stop();
    await start();
  });
}

async function start() {
  const command = vscode.workspace.getConfiguration('travaux').get('path') || 'travaux';
  const fault = await whyItCannotRun(command);
  if (fault) {
    complain(command, fault);
    return;
  }
  const starting = new LanguageClient(
    'travaux',
    'Travaux',
    { command, args: ['serve'] },
    { documentSelector: DOCUMENTS },
  );
  client = starting;
  // The client shows its own message when the talk fails after the program has started.
  await starting.start().catch(() => {});
}

async function stop() {
  const stopping = client;
  client = undefined;
  await stopping?.dispose().catch(() => {});
}

/**
 * Why a program does not answer to its name; nothing if it does.
 * @param {string} command
 * @returns {Promise<string | undefined>}
 */
async function whyItCannotRun(command) {
  try {
    await promisify(execFile)(command, ['--version'], { timeout: 10_000 });
    return undefined;
  } catch (error) {
    switch (error.code) {
      case 'ENOENT':
        return 'there is no such program';
      case 'EACCES':
        return 'it may not be executed';
      default:
        return error.message;
    }
  }
}

/** Not awaited: a message that nobody answers must not hold up the next start. */
function complain(command, fault) {
  const message =
    `Travaux cannot run “${command}”: ${fault}. Install it with “cargo install --path server” in Travaux’s ` +
    'repository, or set “travaux.path” to where it is.';
  vscode.window.showErrorMessage(message, OPEN_SETTINGS, TRY_AGAIN).then((choice) => {
    if (choice === OPEN_SETTINGS) {
      vscode.commands.executeCommand('workbench.action.openSettings', 'travaux.path');
    } else if (choice === TRY_AGAIN) {
      restart();
    }
  });
}

/** @param {() => Promise<void>} next */
function inTurn(next) {
  turn = turn.catch(() => {}).then(next);
  return turn;
}

module.exports = { activate, deactivate };
