// Italics and bold of Markdown in the words of the reading view. The signs of one pair may stand in different segments.

export interface Segment {
  text: string;
  state: string;
}

/** Words in one state and style: `italic`, `bold`, both, or none. */
export interface StyledWords extends Segment {
  style: string;
}

interface Sign {
  start: number;
  end: number;
}

interface Pair {
  open: Sign;
  close: Sign;
}

const SIGNS = /\\\p{P}|\*{1,3}|_{1,3}/gu;
const WORD = /[\p{L}\p{N}]/u;

/** Returns the words without the signs of emphasis, in pieces of one state and style. */
export function styled(segments: Segment[]): StyledWords[] {
  const { pairs, escapes } = signsIn(segments.map((it) => it.text).join(''));
  const signs = [...escapes, ...pairs.flatMap((pair) => [pair.open, pair.close])].sort((one, other) => one.start - other.start);
  const words: StyledWords[] = [];
  let start = 0;
  for (const { text, state } of segments) {
    let at = 0;
    const push = (end: number): void => {
      if (end > at) {
        words.push({ text: text.slice(at, end), state, style: styleAt(pairs, start + at) });
      }
    };
    for (const sign of signs.filter((it) => it.start < start + text.length && it.end > start)) {
      push(Math.max(at, sign.start - start));
      at = Math.min(text.length, sign.end - start);
    }
    push(text.length);
    start += text.length;
  }
  return words;
}

/** Returns the pairs of signs, and the backslashes before signs that are meant literally. */
function signsIn(text: string): { pairs: Pair[]; escapes: Sign[] } {
  const pairs: Pair[] = [];
  const escapes: Sign[] = [];
  const open: Sign[] = [];
  const signAt = ({ start, end }: Sign): string => text.slice(start, end);
  for (const { 0: sign, index: start } of text.matchAll(SIGNS)) {
    if (sign.startsWith('\\')) {
      escapes.push({ start, end: start + 1 });
      continue;
    }
    const found = { start, end: start + sign.length };
    const [before, after] = [text[start - 1] ?? ' ', text[found.end] ?? ' '];
    if (sign.startsWith('_') && WORD.test(before) && WORD.test(after)) {
      continue;
    }
    const partner = open.findLastIndex((it) => signAt(it) === sign);
    if (partner >= 0 && before.trim() !== '') {
      // What opened inside and did not close is no sign.
      const [opener] = open.splice(partner);
      if (opener) {
        pairs.push({ open: opener, close: found });
      }
    } else if (after.trim() !== '') {
      open.push(found);
    }
  }
  return { pairs, escapes };
}

function styleAt(pairs: Pair[], place: number): string {
  const lengths = pairs.filter(({ open, close }) => open.end <= place && place < close.start).map(({ open }) => open.end - open.start);
  const italic = lengths.some((length) => length !== 2) ? 'italic' : '';
  const bold = lengths.some((length) => length >= 2) ? 'bold' : '';
  return [italic, bold].filter(Boolean).join(' ');
}
