; A copy of grammar/tree-sitter/queries/injections.scm, made by grammar/textmate/generate.mjs.

((comment) @injection.content
  (#set! injection.language "comment"))

((emphasis) @injection.content
  (#set! injection.language "markdown_inline"))
