// The page of the reading view.

import { styled } from './emphasis';
import { editor, element, holds, leadTo, main, Range } from './page';

interface Paragraph {
  range: Range;
  heading: number;
  segments: { text: string; state: string }[];
}

type Reading = 'all' | 'none' | { alternative: number };

interface Draft {
  kind: 'draft';
  paragraphs: Paragraph[];
  reading: Reading;
  labels: { all: string; none: string; alternative: string[] };
}

const HEADINGS = ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;
const STATES = new Set(['agreed', 'kept', 'choice']);

let shown: { range: Range; paragraph: HTMLElement }[] = [];

function show(draft: Draft): void {
  const place = scrollY;
  shown = draft.paragraphs.map(({ range, heading, segments }) => {
    const paragraph = element(HEADINGS[heading] ?? 'p', { dir: 'auto', tabIndex: 0 });
    for (const { text, state, style } of styled(segments)) {
      const classes = [state !== 'agreed' && STATES.has(state) ? state : '', style].filter(Boolean);
      paragraph.append(classes.length === 0 ? text : element('span', { className: classes.join(' ') }, text));
    }
    leadTo(paragraph, range);
    return { range, paragraph };
  });
  main.replaceChildren(choice(draft), element('article', {}, ...shown.map((it) => it.paragraph)));
  scrollTo(0, place);
}

/** The choice of a reading. */
function choice({ reading, labels }: Draft): HTMLElement {
  const readings: [string, Reading][] = [
    [labels.all, 'all'],
    [labels.none, 'none'],
    ...labels.alternative.map((label, index): [string, Reading] => [label, { alternative: index + 1 }]),
  ];
  const same = (other: Reading): boolean => JSON.stringify(other) === JSON.stringify(reading);
  return element(
    'nav',
    {},
    ...readings.map(([label, value]) => {
      const button = element('button', { className: same(value) ? 'chosen' : '', dir: 'auto' }, label);
      button.setAttribute('aria-pressed', String(same(value)));
      button.addEventListener('click', () => editor.postMessage({ kind: 'reading', reading: value }));
      return button;
    }),
  );
}

function follow(line: number): void {
  const at = shown.findLast(({ range }) => range.start.line <= line);
  const paragraph = (shown.find(({ range }) => holds(range, line)) ?? at)?.paragraph;
  for (const { paragraph: other } of shown) {
    other.classList.toggle('current', other === paragraph);
  }
  paragraph?.scrollIntoView({ block: 'nearest' });
}

addEventListener('message', ({ data }: MessageEvent<Draft | { kind: 'cursor'; line: number }>) => {
  if (data.kind === 'draft') {
    show(data);
  } else {
    follow(data.line);
  }
});

editor.postMessage({ kind: 'ready' });
