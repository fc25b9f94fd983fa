// Regular expressions of headings, labels and references, made of the words of the lexicons.

const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/&-]/g, '\\$&');

/**
 * An alternation in which common beginnings are written once, so that it compiles and fails fast. Letters are written in
 * both cases: the engine's own flag for that is slow, since it allows for letters that fold to several.
 */
export function anyOf(words) {
  const beginnings = new Map();
  for (const word of words) {
    const [first = '', ...rest] = [...word];
    beginnings.set(first, [...(beginnings.get(first) ?? []), rest.join('')]);
  }
  const ends = beginnings.delete('');
  const branches = [...beginnings].map(([first, rests]) => {
    const [only] = rests;
    return anyCase(first) + (rests.length === 1 ? [...only].map(anyCase).join('') : anyOf(rests));
  });
  if (branches.length === 0) {
    return '';
  }
  // Longer words first: an end here comes last.
  return `(?:${branches.join('|')})${ends ? '?' : ''}`;
}

function anyCase(letter) {
  const [small, capital] = [letter.toLowerCase(), letter.toUpperCase()];
  return small !== capital && [...capital].length === 1 ? `[${small}${capital}]` : escaped(letter);
}

/** Any of the characters in which the scripts written from right to left are encoded. */
export const RIGHT_TO_LEFT = '[\\x{0590}-\\x{08FF}\\x{FB1D}-\\x{FDFF}\\x{FE70}-\\x{FEFC}]';

const OPENERS = '[\\[{［【〔]';
const CLOSERS = '[\\]}］】〕]';
const BLANK = '[ \\t\\x{00A0}\\x{202F}\\x{3000}]';
const HAN_NUMBER = '[〇零一二三四五六七八九十百千\\d０-９]+';
const LETTER_LABEL = '\\(\\w{1,5}\\)';
/** The definite article, which is written as one word with its noun, also after the preposition `l`. */
const ARABIC_ARTICLE = '(?:\\x{0627}\\x{0644}|\\x{0644}\\x{0644})';
const VOWEL_MARKS = '[\\x{064B}-\\x{0652}\\x{0670}\\x{0640}]*';

/** Arabic words with any vowel marks at the last letter, where drafts write them: before it or after it. */
function arabicWords(words) {
  const beginnings = new Map();
  for (const word of words) {
    beginnings.set(word.at(-1), [...(beginnings.get(word.at(-1)) ?? []), word.slice(0, -1)]);
  }
  const spelt = [...beginnings].map(([last, starts]) => `${anyOf(starts)}${VOWEL_MARKS}${last}`);
  return `(?:${spelt.join('|')})${VOWEL_MARKS}`;
}

export function patterns({ alphabetic, inserted, chinese, arabic }) {
  const suffix = `(?:${BLANK}*(?:-${BLANK}*)?(?:${anyOf(inserted)})\\b)?(?:${BLANK}+${anyOf(alphabetic.alternatives)}\\b(?:${BLANK}*\\d+)?)?`;
  const number = `(?:\\d+(?:\\.\\d+)*|(?:[IVXLCDM]+|[A-Z])(?!\\w)|${anyOf(alphabetic.ordinals)}(?!\\w)|[XYZ_]{1,3}(?!\\w)|\\[[XYZ_\\d]*\\])${suffix}`;
  const isNew = `(?:${anyOf(alphabetic.new)}${BLANK}+)?`;
  // After its number a heading ends, or has a mark or a title that begins with a capital: a sentence goes on in small letters.
  const afterNumber = `(?=${BLANK}*(?:$|[.:\\-–—*_#<(]|${OPENERS}|${CLOSERS}|[A-Z\\x{C0}-\\x{DE}\\x{400}-\\x{42F}]|[“«"]))`;
  const label = `${isNew}${anyOf(alphabetic.headings)}\\.?${BLANK}+(?:${anyOf(alphabetic.number_signs)}${BLANK}*)?${number}`;
  const alphabeticHeading = `(?:${label})${afterNumber}|(?:${anyOf(alphabetic.preambles)})(?=${BLANK}*(?:$|[.:*_]|${CLOSERS}))`;
  const chineseInserted = `(?:${chinese.inserted}${HAN_NUMBER})?`;
  const counted = `${chinese.ordinal}${HAN_NUMBER}`;
  const chineseHeading =
    `${anyOf(chinese.new)}?(?:${counted}${anyOf(chinese.counted)}${chineseInserted}(?!${anyOf(chinese.sentence)}|${anyOf(chinese.smaller)})` +
    `|${anyOf(chinese.numbered)}${BLANK}*${HAN_NUMBER})|${anyOf(chinese.preambles)}(?=${BLANK}*$)`;
  const arabicNumber = `(?:[\\d٠-٩]+|\\[[^\\]]{0,4}\\]|${arabicWords(arabic.ordinals)}(?!\\w))`;
  const arabicSuffix = `(?:${BLANK}+(?:${arabicWords(arabic.inserted)}|(?:${anyOf(inserted)}))(?!\\w))?`;
  const arabicNoun = (nouns) => `(?:${anyOf(arabic.clitics.sort((one, other) => other.length - one.length))})?${ARABIC_ARTICLE}?${arabicWords(nouns)}`;
  const arabicHeading = `${ARABIC_ARTICLE}?${arabicWords(arabic.headings)}${BLANK}+${arabicNumber}${arabicSuffix}(?=${BLANK}*(?:$|[.:\\-–—*_#(]|${OPENERS}|${CLOSERS}))|${ARABIC_ARTICLE}?${arabicWords(arabic.preambles)}(?=${BLANK}*$)`;
  const item = `${number}(?:${BLANK}*${LETTER_LABEL})*`;
  const list = `(?:(?:${BLANK}*[,;/–-]${BLANK}*|${BLANK}+)(?:(?:${anyOf(alphabetic.joints)})${BLANK}+)(?:\\d+(?:${BLANK}*(?:${anyOf(inserted)})\\b)?(?:${BLANK}*${LETTER_LABEL})*|(?:${LETTER_LABEL}${BLANK}*)+))*`;
  const alphabeticReference = `(?<!\\w)(?:${anyOf(alphabetic.references)}\\.?${BLANK}+(?:${item}|(?:${LETTER_LABEL}${BLANK}?)+|[a-z]\\))${list})(?<!${BLANK})`;
  const chineseStep = `${chinese.ordinal}(?:${HAN_NUMBER}|（${HAN_NUMBER}）|\\(${HAN_NUMBER}\\))${anyOf(chinese.counted_references)}${chineseInserted}`;
  const chineseReference = `(?:${chineseStep})+|${anyOf(chinese.numbered)}${HAN_NUMBER}`;
  const arabicReference = `(?<!\\w)${arabicNoun(arabic.references)}${BLANK}+(?:${arabicNumber}${arabicSuffix}(?:${BLANK}*\\(\\w[\\x{0640}]?\\))*|\\(\\w[\\x{0640}]?\\))`;
  const lineStart = `^[ \\t\\x{3000}]*(?:>${BLANK}*)*(?:[-*+]${BLANK}+)?(?:\\*{1,3}|_{1,3})?(?:${OPENERS}${BLANK}*)*(?:\\*{1,3})?`;
  const headingNoun = `(?:${anyOf(alphabetic.headings)}\\.?${BLANK}+[\\d\\[A-Z]|${counted}${anyOf(chinese.counted)}|${ARABIC_ARTICLE}?${anyOf(arabic.headings)}${BLANK}+[\\d٠-٩\\[])`;
  return {
    lineStart,
    /** The beginning of what is most probably a heading, for places where the whole pattern would cost too much. */
    headingNoun,
    heading: `(?:${alphabeticHeading}|${chineseHeading})`,
    arabicHeading: `(?:${arabicHeading})`,
    paragraphLabel:
      `(?:\\d{1,3}(?:\\.\\d+)*(?:${BLANK}?(?:${anyOf(inserted)})\\b)?(?:${BLANK}*${anyOf(alphabetic.alternatives)}\\b(?:${BLANK}?\\d+)?)?[.)](?=\\s|${OPENERS})` +
      `|\\d{1,3}${BLANK}(?:${anyOf(inserted)})\\b\\.?|[(][a-z]{1,5}[)](?=\\s|${OPENERS})|[a-zа-я]{1,4}[)](?=\\s|${OPENERS})|[(]\\d{1,3}[)](?=\\s|${OPENERS})` +
      `|(?:OP|PP)${BLANK}?\\d+\\w*|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)`,
    reference: `(?:${alphabeticReference}|${chineseReference})`,
    arabicReference,
  };
}
