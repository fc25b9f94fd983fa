// Opens a sample draft: a copy, so that it can be edited, with the positions beside it.

import * as vscode from 'vscode';

export async function openSample(context: vscode.ExtensionContext, name: string): Promise<void> {
  const from = vscode.Uri.joinPath(context.extensionUri, 'samples');
  const to = vscode.Uri.joinPath(context.globalStorageUri, 'samples');
  await vscode.workspace.fs.createDirectory(to);
  for (const [file] of await vscode.workspace.fs.readDirectory(from)) {
    const copy = vscode.Uri.joinPath(to, file);
    const exists = await vscode.workspace.fs.stat(copy).then(() => true, () => false);
    if (!exists) {
      await vscode.workspace.fs.copy(vscode.Uri.joinPath(from, file), copy);
    }
  }
  await vscode.window.showTextDocument(vscode.Uri.joinPath(to, name));
}
