// Finds the `travaux` program: the one of the setting, else the one inside the extension, else the one on PATH.

import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

const ANSWER_TIMEOUT_MS = 10_000;
const IS_WINDOWS = process.platform === 'win32';

/** A program that answered, or the reason why none did. */
export type Program = { command: string } | { tried: string; fault: string };

export async function findProgram(extension: vscode.Uri): Promise<Program> {
  // An untrusted folder's value of this setting is not returned: the manifest lists it under restrictedConfigurations.
  const configured = vscode.workspace.getConfiguration('travaux').get<string>('path')?.trim();
  if (configured) {
    return tried(await onPath(configured), configured);
  }
  const bundled = vscode.Uri.joinPath(extension, 'bin', executable('travaux')).fsPath;
  if (await exists(bundled)) {
    await makeExecutable(bundled);
    const program = await tried(bundled, bundled);
    if ('command' in program) {
      return program;
    }
  }
  return tried(await onPath('travaux'), 'travaux');
}

async function tried(command: string | undefined, name: string): Promise<Program> {
  if (command === undefined) {
    return { tried: name, fault: vscode.l10n.t('there is no such program') };
  }
  try {
    await promisify(execFile)(command, ['--version'], { timeout: ANSWER_TIMEOUT_MS, cwd: path.dirname(command) });
    return { command };
  } catch (error) {
    return { tried: name, fault: describe(error) };
  }
}

function describe(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return vscode.l10n.t('there is no such program');
    case 'EACCES':
      return vscode.l10n.t('it may not be executed');
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Returns the absolute path of a program. The search is our own because that of Windows begins in the current folder,
 * which may be one that the user does not trust.
 */
async function onPath(name: string): Promise<string | undefined> {
  if (path.isAbsolute(name)) {
    return name;
  }
  if (name.includes('/') || name.includes(path.sep)) {
    return undefined;
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const folder of folders) {
    const command = path.join(folder, executable(name));
    if (await exists(command)) {
      return command;
    }
  }
  return undefined;
}

function executable(name: string): string {
  return IS_WINDOWS && path.extname(name) === '' ? `${name}.exe` : name;
}

async function exists(file: string): Promise<boolean> {
  return fs.stat(file).then((entry) => entry.isFile(), () => false);
}

/** An extension that was unpacked by a tool without file modes has lost the one that matters. */
async function makeExecutable(file: string): Promise<void> {
  if (!IS_WINDOWS) {
    await fs.access(file, fs.constants.X_OK).catch(() => fs.chmod(file, 0o755).catch(() => undefined));
  }
}
