// The words for the font-lock of Emacs: one regular expression for headings, one for references.

export function emacsWords({ alphabetic, inserted, chinese, arabic }) {
  const list = (words) => `'(${words.map((word) => JSON.stringify(word)).join(' ')})`;
  const constant = (name, words, doc) => `(defconst ${name}\n  ${list(words)}\n  ${JSON.stringify(doc)})\n`;
  return `;;; travaux-words.el --- Words of treaty drafts  -*- lexical-binding: t; -*-

;; Generated from grammar/languages by grammar/textmate/generate.mjs. Do not edit.
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Code:

${constant('travaux-words-headings', alphabetic.headings, 'Nouns that head provisions, before a number.')}
${constant('travaux-words-references', alphabetic.references, 'Nouns that refer to provisions, before a number.')}
${constant('travaux-words-ordinals', alphabetic.ordinals, 'Numbers in words.')}
${constant('travaux-words-inserted', inserted, 'Adverbs that number inserted provisions.')}
${constant('travaux-words-preambles', [...alphabetic.preambles, ...chinese.preambles, ...arabic.preambles], 'Headings without a number.')}
${constant('travaux-words-chinese', chinese.counted_references, 'Chinese provision nouns, after a number.')}
${constant('travaux-words-chinese-headings', chinese.counted, 'Chinese nouns that head provisions, after a number.')}
${constant('travaux-words-arabic', arabic.references, 'Arabic provision nouns, before a number.')}
${constant('travaux-words-arabic-headings', arabic.headings, 'Arabic nouns that head provisions, before a number.')}
${constant('travaux-words-arabic-ordinals', [...arabic.ordinals, ...arabic.inserted], 'Arabic numbers in words.')}
(provide 'travaux-words)

;;; travaux-words.el ends here
`;
}
