((comment) @injection.content
  (#set! injection.language "comment"))

((emphasis) @injection.content
  (#set! injection.language "markdown_inline"))
