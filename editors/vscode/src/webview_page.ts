// The page of a webview: one script and one style sheet of this extension, nothing else. Text reaches a page as messages
// only, never as HTML.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export function webviewOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, 'dist')] };
}

export function webviewPage(webview: vscode.Webview, extension: vscode.Uri, name: string): string {
  const nonce = randomBytes(16).toString('hex');
  const file = (ending: string): vscode.Uri =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', `${name}.${ending}`));
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <link rel="stylesheet" href="${file('css')}">
  <title>Travaux</title>
</head>
<body>
  <main id="main"></main>
  <script nonce="${nonce}" src="${file('js')}"></script>
</body>
</html>`;
}
