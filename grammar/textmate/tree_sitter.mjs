// The words for the tree-sitter grammar: a file that grammar.js reads, and a header for its scanner.

export function treeSitterWords(words) {
  return words;
}

/** Tables of UTF-16 units, each word ended by a zero. All words are in the Basic Multilingual Plane. */
export function treeSitterHeader({ alphabetic, inserted, chinese, arabic }) {
  return `// Generated from grammar/languages by grammar/textmate/generate.mjs. Do not edit.

#include <stdint.h>

${table('HEADINGS', alphabetic.headings)}
${table('NEW', [...alphabetic.new, ...chinese.new])}
${table('PREAMBLES', [...alphabetic.preambles, ...chinese.preambles, ...arabic.preambles])}
${table('NUMBER_SIGNS', alphabetic.number_signs)}
${table('ORDINALS', alphabetic.ordinals)}
${table('INSERTED', inserted)}
${table('CHINESE_COUNTED', chinese.counted)}
${table('CHINESE_NUMBERED', chinese.numbered)}
${table('CHINESE_ORDINAL', [chinese.ordinal])}
${table('CHINESE_INSERTED', [chinese.inserted])}
${table('CHINESE_SMALLER', chinese.smaller)}
${table('CHINESE_SENTENCE', chinese.sentence)}
${table('ARABIC_HEADINGS', arabic.headings)}
${table('ARABIC_ORDINALS', arabic.ordinals)}
${table('ARABIC_INSERTED', arabic.inserted)}`;
}

function table(name, words) {
  const longest = Math.max(...words.map((word) => word.length)) + 1;
  const rows = [...words]
    .sort((one, other) => other.length - one.length)
    .map((word) => `  {${[...word].map((letter) => `0x${letter.codePointAt(0).toString(16)}`).join(', ')}, 0},`);
  return `static const uint16_t ${name}[${words.length}][${longest}] = {\n${rows.join('\n')}\n};\n`;
}
