// The tree-sitter grammar of treaty drafts.
//
// A draft is a sequence of lines. The scanner (src/scanner.c) reads each line break, and looks at the line after it: a
// heading, a provision with a label, or the text going on. A bracket takes in lines until one of the first two: so a bracket
// that is not closed ends at the next provision. Nothing is an error: what fits no rule is text.

const words = require('./words.json');

const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/&-]/g, '\\$&');
const anyOf = (list) => `(?:${list.map(escaped).join('|')})`;
const token_of = (pattern, precedence = 0) => token(prec(precedence, new RustRegex(pattern)));

const BLANK = '[ \\t\\u{a0}\\u{202f}\\u{3000}]';
const HAN_NUMBER = '[〇零一二三四五六七八九十百千0-9０-９]+';
// The definite article, which is written as one word with its noun, also after the preposition `l`.
const ARABIC_ARTICLE = '(?:\\u{627}\\u{644}|\\u{644}\\u{644})';
const VOWEL_MARKS = '[\\u{64b}-\\u{652}\\u{670}\\u{640}]*';
const { alphabetic, inserted, chinese, arabic } = words;

const arabicWords = (list) =>
  `(?:${list.map((word) => [...word].map((letter) => escaped(letter) + VOWEL_MARKS).join('')).join('|')})`;

const SUFFIX = `(?:${BLANK}*-?(?i:${inserted.join('|')}))?(?:${BLANK}+(?i:${anyOf(alphabetic.alternatives)})(?:${BLANK}*[0-9]+)?)?`;
const NUMBER = `(?:[0-9]+(?:\\.[0-9]+)*|[IVXLCDM]+|[A-Z]|(?i:${anyOf(alphabetic.ordinals)})|\\[[XYZ_0-9]*\\])${SUFFIX}`;
const LETTERS = `(?:${BLANK}?\\([\\p{L}0-9]{1,5}\\))`;
const ARABIC_NUMBER = `(?:[0-9٠-٩]+|\\[[XYZ_0-9]{0,4}\\]|${arabicWords(arabic.ordinals)})(?:${BLANK}+(?:${arabicWords(arabic.inserted)}|${inserted.join('|')})${VOWEL_MARKS})?`;
const CHINESE_STEP = `${chinese.ordinal}(?:${HAN_NUMBER}|（${HAN_NUMBER}）|\\(${HAN_NUMBER}\\))${anyOf(chinese.counted_references)}(?:${chinese.inserted}${HAN_NUMBER})?`;

const HEADING_LABEL = [
  `(?i:(?:${anyOf(alphabetic.new)}${BLANK}+)?${anyOf(alphabetic.headings)}\\.?${BLANK}+)(?:${anyOf(alphabetic.number_signs)}${BLANK}*)?${NUMBER}`,
  `(?i:${anyOf(alphabetic.preambles)})`,
  `${anyOf(chinese.new)}?(?:${chinese.ordinal}${HAN_NUMBER}${anyOf(chinese.counted)}(?:${chinese.inserted}${HAN_NUMBER})?|${anyOf(chinese.numbered)}${BLANK}*${HAN_NUMBER}|${anyOf(chinese.preambles)})`,
  `${ARABIC_ARTICLE}?${arabicWords(arabic.headings)}${BLANK}+${ARABIC_NUMBER}`,
  `${ARABIC_ARTICLE}?${arabicWords(arabic.preambles)}`,
].join('|');

const REFERENCE = [
  `(?i:${anyOf(alphabetic.references)}\\.?${BLANK}+)(?:${NUMBER}${LETTERS}*|${LETTERS}+)`,
  `(?:${CHINESE_STEP})+|${anyOf(chinese.numbered)}${HAN_NUMBER}`,
  `${anyOf(arabic.clitics)}?${ARABIC_ARTICLE}?${arabicWords(arabic.references)}${BLANK}+(?:${ARABIC_NUMBER}${LETTERS}*|\\(\\p{L}\\u{640}?\\))`,
].join('|');

const LABEL = [
  `[0-9٠-٩]{1,3}(?:\\.[0-9]+)*(?:${BLANK}?(?:${inserted.join('|')}))?(?:${BLANK}*${anyOf(alphabetic.alternatives)}(?:${BLANK}?[0-9]+)?)?${BLANK}?[.)\\-–]`,
  `[0-9]{1,3}${BLANK}(?:${inserted.join('|')})\\.?`,
  `\\([\\p{L}\\u{640}0-9]{1,5}\\)`,
  `[a-zа-я]{1,4}\\)`,
  `(?:OP|PP)${BLANK}?[0-9]+[a-z]*`,
  `[一二三四五六七八九十]{1,3}、`,
  `（[一二三四五六七八九十]{1,3}）`,
  `['‘’"][0-9]{1,2}['‘’"]`,
].join('|');

const CLOSERS = ['close', 'insertion_end', 'deletion_end', 'substitution_end', 'comment_end', 'highlight_end'];

module.exports = grammar({
  name: 'treaty',

  externals: ($) => [$._newline, $._heading_newline, $._provision_newline, $._heading_first, $._provision_first, $._error],

  extras: () => [/[ \t\r\f\v\u00a0\u200e\u200f\u202f\u3000\ufeff]/],

  rules: {
    document: ($) =>
      seq(
        choice(
          seq($._heading_first, $.section),
          seq($._provision_first, $.provision, repeat(seq($._provision_newline, $.provision))),
          seq(optional($.paragraph), repeat(seq($._provision_newline, $.provision))),
        ),
        repeat(seq($._heading_newline, $.section)),
      ),

    section: ($) =>
      seq($.heading, optional(seq($._newline, optional($.paragraph))), repeat(seq($._provision_newline, $.provision))),

    heading: ($) => marked_line($, $._heading_content),
    _heading_content: ($) =>
      seq(choice(alias($.heading_label, $.label), alias($._heading_lead_bracket, $.bracket), $._plain), repeat($._heading_top)),

    provision: ($) => marked_line($, $._provision_content),
    _provision_content: ($) =>
      seq(choice($.label, alias($._lead_bracket, $.bracket), $._plain), repeat(choice($._inline, $._newline, $.stray))),

    paragraph: ($) => repeat1(choice($._inline, $._newline, $.stray)),

    // Brackets before the label or the number: they may reach over more than this provision.
    _lead_bracket: ($) => bracket($, choice($.label, alias($._lead_bracket, $.bracket), $._plain), choice($._inline, $._newline)),
    _heading_lead_bracket: ($) =>
      bracket(
        $,
        choice(alias($.heading_label, $.label), alias($._heading_lead_bracket, $.bracket), $._plain),
        $._heading_inline,
      ),

    bracket: ($) => prec.right(seq($.open, repeat(choice($._inline, $._newline)), optional($.close))),
    _heading_bracket: ($) => prec.right(seq($.open, repeat($._heading_inline), optional($.close))),

    insertion: ($) => marked($, '{++', $.insertion_end),
    deletion: ($) => marked($, '{--', $.deletion_end),
    substitution: ($) => marked($, '{~~', $.substitution_end),
    note: ($) => marked($, '{>>', $.comment_end),
    highlight: ($) => marked($, '{==', $.highlight_end),
    insertion_end: () => '++}',
    deletion_end: () => '--}',
    substitution_end: () => '~~}',
    comment_end: () => '<<}',
    highlight_end: () => '==}',

    // A closing sign that closes nothing here.
    stray: ($) => choice(...CLOSERS.map((name) => $[name])),

    _inline: ($) => choice($._plain, $.bracket, $.insertion, $.deletion, $.substitution, $.note, $.highlight),
    _heading_inline: ($) => choice($._plain, alias($._heading_bracket, $.bracket)),
    _heading_top: ($) => choice($._heading_inline, $.stray),
    _plain: ($) => choice($.reference, $.placeholder, $.comment, $.emphasis, $.link, $.footnote, $._word, $._sign),

    heading_label: () => token_of(HEADING_LABEL, 3),
    label: () => token_of(LABEL, 3),
    reference: () => token_of(REFERENCE, 2),
    // `#` of Markdown, `>` of a quotation, `-` of a list, and emphasis, before a label or a title.
    marker: () => token_of(`#{1,6}${BLANK}*(?:\\*\\*)?|(?:>${BLANK}*)+|[-*+]${BLANK}+|[*_]{1,3}`, 2),
    open: () => token_of('\\\\?\\[|[［【〔{]'),
    close: () => token_of('\\\\?\\]|[］】〕}]'),
    placeholder: () => token_of(`\\[${BLANK}*(?:[XYZxyz]{1,3}|[_.…]+)?${BLANK}*\\]`, 2),
    comment: () => token_of('<!--(?:[^-]|-[^-]|--+[^->])*--+>', 2),
    emphasis: () => token_of('\\*\\*?[^*\\[\\]{}\\s][^*\\[\\]{}\\n]*\\*\\*?', 1),
    link: () => token_of('\\[[^\\[\\]\\n]+\\]\\([^()\\s]+\\)|https?://[^\\s\\[\\]<>]+', 2),
    footnote: () => token_of('\\[\\^[^\\[\\]\\s]+\\]:?', 2),
    _word: () => token_of('[[\\p{L}\\p{M}\\p{N}]--\\p{Han}]+|\\p{Han}'),
    _sign: () => token_of('[^\\p{L}\\p{M}\\p{N}\\s\\[\\]{}［］【】〔〕]|\\\\|[\\u{85}\\u{2028}\\u{2029}]', -1),
  },
});

/** Words between two signs of CriticMarkup; without the second one they end like a bracket. */
function marked($, open, end) {
  return prec.right(seq(alias(open, $.open), repeat(choice($._inline, $._newline)), optional(alias(end, $.close))));
}

/** A line that may have marks of Markdown before its content, and nothing after them. */
function marked_line($, content) {
  return choice(content, seq(repeat1($.marker), optional(content)));
}

function bracket($, first, rest) {
  return prec.right(seq($.open, optional(seq(first, repeat(rest))), optional($.close)));
}
