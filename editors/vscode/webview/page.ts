// What the pages of both views share. Text is always set as text, never as HTML.

interface EditorApi {
  postMessage(message: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

export const editor: EditorApi = acquireVsCodeApi();

export const main: HTMLElement = document.getElementById('main') ?? document.body;

export interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Makes an element lead to a range of the draft, by mouse and by key. */
export function leadTo(made: HTMLElement, range: Range): void {
  const reveal = (): void => editor.postMessage({ kind: 'reveal', range });
  made.addEventListener('click', reveal);
  made.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      reveal();
    }
  });
}

export function holds(range: Range, line: number): boolean {
  return range.start.line <= line && line <= range.end.line;
}

/** Returns a name as the beginning of a line: provisions have a small letter in English, as in a sentence. */
export function asHeading(name: string): string {
  return name.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
