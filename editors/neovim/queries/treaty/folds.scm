; A copy of grammar/tree-sitter/queries/folds.scm, made by grammar/textmate/generate.mjs.

[
  (section)
  (provision)
  (bracket)
  (comment)
] @fold
