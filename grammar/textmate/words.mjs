// The words of the lexicons, in the groups that the grammars of editors need.

import fs from 'node:fs';
import { parse } from 'smol-toml';

const LEXICONS = new URL('../languages/', import.meta.url);
const CODES = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];

/** Kinds of provisions that headings name. Paragraphs and smaller ones have labels without a noun. */
const HEADING_KINDS = [
  'part', 'title', 'chapter', 'section', 'article', 'annex', 'option', 'rule', 'regulation', 'clause', 'schedule',
  'appendix', 'principle', 'guideline', 'conclusion',
];

/** Reads all lexicons. Latin and Cyrillic languages are `alphabetic`: their provision nouns stand before a number. */
export function readWords() {
  const lexicons = Object.fromEntries(CODES.map((code) => [code, read(code)]));
  const alphabetic = ['en', 'es', 'fr', 'ru'].map((code) => lexicons[code]);
  const { zh, ar } = lexicons;
  return {
    alphabetic: {
      headings: union(alphabetic.map((it) => [...headNouns(it, HEADING_KINDS), ...optionNouns(it)])),
      preambles: union(alphabetic.map((it) => nouns(it.heads.preamble))),
      references: union(alphabetic.map((it) => headNouns(it, Object.keys(it.heads).filter((kind) => kind !== 'preamble')))),
      ordinals: union(alphabetic.map((it) => commonOrdinals(it.ordinals))),
      joints: union(alphabetic.map((it) => [...it.words.and, ...it.words.or, ...it.words.to])),
      number_signs: union(alphabetic.map((it) => it.words.number_signs ?? [])),
      new: union(alphabetic.map((it) => it.words.new)),
      alternatives: union(alphabetic.map((it) => it.words.alternative)),
    },
    inserted: Object.keys(read('latin').inserted),
    chinese: {
      counted: union([headNouns(zh, ['part', 'chapter', 'section', 'article'])]),
      counted_references: union([headNouns(zh, ['part', 'chapter', 'section', 'article', 'paragraph', 'subparagraph', 'item'])]),
      smaller: union([headNouns(zh, ['paragraph', 'subparagraph', 'item'])]),
      numbered: union([headNouns(zh, ['annex', 'appendix', 'rule', 'schedule', 'option', 'principle', 'guideline', 'conclusion']), optionNouns(zh)]),
      preambles: nouns(zh.heads.preamble),
      ordinal: zh.counting.ordinal,
      inserted: zh.counting.inserted,
      sentence: union([zh.counting.sentence_words, zh.counting.sentence_phrases]),
      new: zh.words.new,
    },
    arabic: {
      headings: union([headNouns(ar, HEADING_KINDS), optionNouns(ar)]),
      references: union([headNouns(ar, Object.keys(ar.heads).filter((kind) => kind !== 'preamble'))]),
      preambles: nouns(ar.heads.preamble),
      ordinals: Object.keys(ar.ordinals),
      inserted: Object.keys(ar.inserted),
      clitics: ar.clitics ?? ar.words.clitics ?? [],
      new: ar.words.new,
    },
  };
}

function read(code) {
  return parse(fs.readFileSync(new URL(`${code}.toml`, LEXICONS), 'utf8'));
}

function nouns(head) {
  return head ? [...head.one, ...(head.sub ?? []), ...(head.many ?? [])] : [];
}

function headNouns(lexicon, kinds) {
  return kinds.flatMap((kind) => nouns(lexicon.heads[kind]));
}

function optionNouns(lexicon) {
  return Object.values(lexicon.options ?? {}).flat();
}

/** Ordinals up to the twentieth: Emacs refuses a regular expression with all of them. */
function commonOrdinals(ordinals) {
  return Object.keys(ordinals).filter((word) => ordinals[word] <= 20);
}

/** Longest first, so that an alternation does not stop at a shorter word. */
function union(lists) {
  return [...new Set(lists.flat())].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
}
