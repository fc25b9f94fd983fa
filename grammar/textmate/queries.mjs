// The queries of the tree-sitter grammar, copied to where editors look for them.

import fs from 'node:fs';

const QUERIES = new URL('../tree-sitter/queries/', import.meta.url);
const COPIES = {
  '../../editors/neovim/queries/treaty/': ['highlights.scm', 'folds.scm', 'indents.scm', 'injections.scm'],
  '../../editors/helix/queries/treaty/': ['highlights.scm', 'injections.scm'],
};

/** Returns the text of each copy by its path. */
export function queryCopies() {
  return Object.fromEntries(
    Object.entries(COPIES).flatMap(([folder, names]) =>
      names.map((name) => [
        folder + name,
        `; A copy of grammar/tree-sitter/queries/${name}, made by grammar/textmate/generate.mjs.\n\n` +
          fs.readFileSync(new URL(name, QUERIES), 'utf8'),
      ]),
    ),
  );
}
