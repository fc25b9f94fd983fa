[
  (section)
  (provision)
  (bracket)
  (comment)
] @fold
