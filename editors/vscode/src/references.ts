// The command of the server's code lenses. The protocol has no command that shows references, so the server names this
// one, which turns the protocol's places into the editor's.

import * as vscode from 'vscode';

/** The name that the server is given in `initializationOptions.travaux.showReferences`. */
export const SHOW_REFERENCES = 'travaux.showReferences';

interface ProtocolPosition {
  line: number;
  character: number;
}

export interface ProtocolRange {
  start: ProtocolPosition;
  end: ProtocolPosition;
}

interface ProtocolLocation {
  uri: string;
  range: ProtocolRange;
}

export function showReferences(uri: string, position: ProtocolPosition, locations: ProtocolLocation[]): Thenable<unknown> {
  return vscode.commands.executeCommand(
    'editor.action.showReferences',
    vscode.Uri.parse(uri),
    asPosition(position),
    locations.map((location) => new vscode.Location(vscode.Uri.parse(location.uri), asRange(location.range))),
  );
}

export function asPosition({ line, character }: ProtocolPosition): vscode.Position {
  return new vscode.Position(line, character);
}

export function asRange({ start, end }: ProtocolRange): vscode.Range {
  return new vscode.Range(asPosition(start), asPosition(end));
}
