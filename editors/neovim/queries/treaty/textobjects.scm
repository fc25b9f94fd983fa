; For nvim-treesitter-textobjects: an article or other section, a provision, a bracket, a reference.
(section) @class.outer

(provision) @function.outer

(bracket) @block.outer

(bracket
  (open)
  .
  _ @block.inner
  .
  (close))

(reference) @parameter.outer
