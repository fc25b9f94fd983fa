; A copy of grammar/tree-sitter/queries/highlights.scm, made by grammar/textmate/generate.mjs.

; Names that themes of Neovim and Helix know. No two patterns are about one node, so their order does not matter.

(heading
  (marker) @punctuation.special)

(heading
  (label) @markup.heading)

(heading
  (bracket
    (label) @markup.heading))

(provision
  (marker) @punctuation.special)

(provision
  (label) @markup.list)

(provision
  (bracket
    (label) @markup.list))

(reference) @markup.link

(open) @punctuation.bracket

(close) @punctuation.bracket

(placeholder) @variable.parameter

(comment) @comment

(note) @comment

(insertion) @diff.plus

(deletion) @diff.minus

(substitution) @diff.delta

(footnote) @label

(link) @markup.link.url

(emphasis) @markup.italic
