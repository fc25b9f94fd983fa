-- Drafts are prose in long lines, with the brackets and quotation marks of several languages.
vim.opt_local.linebreak = true
vim.opt_local.commentstring = '<!-- %s -->'
vim.opt_local.matchpairs:append({ '“:”', '«:»' })
vim.b.undo_ftplugin = 'setlocal linebreak< commentstring< matchpairs<'
