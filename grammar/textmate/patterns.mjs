// Regular expressions of headings, labels and references, made of the words of the lexicons.

const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/&-]/g, '\\$&');
export const anyOf = (words) => `(?:${words.map(escaped).join('|')})`;

/** Any of the characters in which the scripts written from right to left are encoded. */
export const RIGHT_TO_LEFT = '[\\x{0590}-\\x{08FF}\\x{FB1D}-\\x{FDFF}\\x{FE70}-\\x{FEFC}]';

const OPENERS = '[\\[{［【〔]';
const CLOSERS = '[\\]}］】〕]';
const BLANK = '[ \\t\\x{00A0}\\x{202F}\\x{3000}]';
const HAN_NUMBER = '[〇零一二三四五六七八九十百千\\d０-９]+';
const LETTER_LABEL = '\\([\\p{L}\\d]{1,5}\\)';
/** The definite article, which is written as one word with its noun, also after the preposition `l`. */
const ARABIC_ARTICLE = '(?:\\x{0627}\\x{0644}|\\x{0644}\\x{0644})';
const VOWEL_MARKS = '[\\x{064B}-\\x{0652}\\x{0670}\\x{0640}]*';

/** Arabic words with any vowel marks, and with alef in any of its forms. */
function arabicWords(words) {
  const spelt = words.map((word) => [...word].map((letter) => escaped(letter) + VOWEL_MARKS).join(''));
  return `(?:${spelt.join('|')})`;
}

export function patterns({ alphabetic, inserted, chinese, arabic }) {
  const suffix = `(?:${BLANK}*(?:-${BLANK}*)?(?:${inserted.join('|')})\\b)?(?:${BLANK}+${anyOf(alphabetic.alternatives)}\\b(?:${BLANK}*\\d+)?)?`;
  const number = `(?:\\d+(?:\\.\\d+)*|(?-i:[IVXLCDM]+|[A-Z])(?![\\p{L}\\p{N}])|${anyOf(alphabetic.ordinals)}(?![\\p{L}\\p{N}])|[XYZ_]{1,3}(?![\\p{L}\\p{N}])|\\[[XYZ_\\d]*\\])${suffix}`;
  const isNew = `(?:${anyOf(alphabetic.new)}${BLANK}+)?`;
  // After its number a heading ends, or has a mark or a title that begins with a capital: a sentence goes on in small letters.
  const afterNumber = `(?=${BLANK}*(?:$|[.:\\-–—*_#<(]|${OPENERS}|${CLOSERS}|(?-i:\\p{Lu})|[“«"]))`;
  const label = `${isNew}${anyOf(alphabetic.headings)}\\.?${BLANK}+(?:${anyOf(alphabetic.number_signs)}${BLANK}*)?${number}`;
  const alphabeticHeading = `(?i:${label})${afterNumber}|(?i:${anyOf(alphabetic.preambles)})(?=${BLANK}*(?:$|[.:*_]|${CLOSERS}))`;
  const chineseInserted = `(?:${chinese.inserted}${HAN_NUMBER})?`;
  const counted = `${chinese.ordinal}${HAN_NUMBER}`;
  const chineseHeading =
    `${anyOf(chinese.new)}?(?:${counted}${anyOf(chinese.counted)}${chineseInserted}(?!${anyOf(chinese.sentence)}|${anyOf(chinese.smaller)})` +
    `|${anyOf(chinese.numbered)}${BLANK}*${HAN_NUMBER})|${anyOf(chinese.preambles)}(?=${BLANK}*$)`;
  const arabicNumber = `(?:[\\d٠-٩]+|\\[[^\\]]{0,4}\\]|${arabicWords(arabic.ordinals)}(?![\\p{L}]))`;
  const arabicSuffix = `(?:${BLANK}+(?:${arabicWords(arabic.inserted)}|(?:${inserted.join('|')}))(?![\\p{L}]))?`;
  const arabicNoun = (nouns) => `(?:${anyOf(arabic.clitics.sort((one, other) => other.length - one.length))})?${ARABIC_ARTICLE}?${arabicWords(nouns)}`;
  const arabicHeading = `${ARABIC_ARTICLE}?${arabicWords(arabic.headings)}${BLANK}+${arabicNumber}${arabicSuffix}(?=${BLANK}*(?:$|[.:\\-–—*_#(]|${OPENERS}|${CLOSERS}))|${ARABIC_ARTICLE}?${arabicWords(arabic.preambles)}(?=${BLANK}*$)`;
  const item = `${number}(?:${BLANK}*${LETTER_LABEL})*`;
  const list = `(?:(?:${BLANK}*[,;/–-]${BLANK}*|${BLANK}+)(?:(?:${anyOf(alphabetic.joints)})${BLANK}+)(?:${item}|(?:${LETTER_LABEL}${BLANK}*)+))*`;
  const alphabeticReference = `(?<![\\p{L}\\p{N}])(?i:${anyOf(alphabetic.references)}\\.?${BLANK}+(?:${item}|(?:${LETTER_LABEL}${BLANK}?)+|[a-z]\\))${list})(?<!${BLANK})`;
  const chineseStep = `${chinese.ordinal}(?:${HAN_NUMBER}|（${HAN_NUMBER}）|\\(${HAN_NUMBER}\\))${anyOf(chinese.counted_references)}${chineseInserted}`;
  const chineseReference = `(?:${chineseStep})+|${anyOf(chinese.numbered)}${HAN_NUMBER}`;
  const arabicReference = `(?<![\\p{L}])${arabicNoun(arabic.references)}${BLANK}+(?:${arabicNumber}${arabicSuffix}(?:${BLANK}*\\(\\p{L}[\\x{0640}]?\\))*|\\(\\p{L}[\\x{0640}]?\\))`;
  const lineStart = `^[ \\t\\x{3000}]*(?:>${BLANK}*)*(?:[-*+]${BLANK}+)?(?:\\*{1,3}|_{1,3})?(?:${OPENERS}${BLANK}*)*(?:\\*{1,3})?`;
  return {
    lineStart,
    heading: `(?:${alphabeticHeading}|${chineseHeading})`,
    arabicHeading: `(?:${arabicHeading})`,
    paragraphLabel:
      `(?:\\d{1,3}(?:\\.\\d+)*(?:${BLANK}?(?:${inserted.join('|')})\\b)?(?:${BLANK}*${anyOf(alphabetic.alternatives)}\\b(?:${BLANK}?\\d+)?)?[.)](?=\\s|${OPENERS})` +
      `|\\d{1,3}${BLANK}(?:${inserted.join('|')})\\b\\.?|[(][a-z]{1,5}[)](?=\\s|${OPENERS})|[a-zа-я]{1,4}[)](?=\\s|${OPENERS})|[(]\\d{1,3}[)](?=\\s|${OPENERS})` +
      `|(?:OP|PP)${BLANK}?\\d+\\w*|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)`,
    reference: `(?:${alphabeticReference}|${chineseReference})`,
    arabicReference,
  };
}
