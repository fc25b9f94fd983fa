-- Drafts are prose in long lines, with the brackets and quotation marks of several languages.
vim.opt_local.linebreak = true
vim.opt_local.commentstring = '<!-- %s -->'
vim.opt_local.matchpairs:append({ '“:”', '«:»' })
vim.b.undo_ftplugin = 'setlocal linebreak< commentstring< matchpairs<'

-- Colours and folds, if the parser is installed.
if vim.treesitter.start and #vim.api.nvim_get_runtime_file('parser/treaty.so', false) > 0 then
  pcall(vim.treesitter.start)
end
