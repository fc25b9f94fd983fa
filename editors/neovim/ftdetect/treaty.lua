vim.filetype.add({
  extension = { treaty = 'treaty' },
  pattern = {
    ['.*%.treaty%.md'] = 'treaty',
    ['.*%.treaty%.txt'] = 'treaty',
  },
})
