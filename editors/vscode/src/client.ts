// The client of the protocol, in a bundle of its own: it is ten times the size of the rest, and activation does not wait for
// it to be read.

export { LanguageClient, State } from 'vscode-languageclient/node';
