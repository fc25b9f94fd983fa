-- Attaches the server to drafts: with `vim.lsp.enable` where it exists (0.11), else with `vim.lsp.start` (0.8).

if vim.g.loaded_travaux then
  return
end
vim.g.loaded_travaux = true

if vim.lsp.enable then
  vim.lsp.enable('travaux')
  return
end

if not vim.lsp.start then
  vim.notify('travaux needs Neovim 0.8 or later', vim.log.levels.ERROR)
  return
end

-- The first in the runtime path, so that one in the user's own folder comes before this plugin's.
local file = vim.api.nvim_get_runtime_file('lsp/travaux.lua', false)[1]
local config = dofile(file)

--- The nearest folder above a buffer's file that holds the first marker, else the second, and so on.
local function root(path)
  for _, marker in ipairs(config.root_markers) do
    local found = vim.fs.find(marker, { path = vim.fs.dirname(path), upward = true })[1]
    if found then
      return vim.fs.dirname(found)
    end
  end
end

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('travaux', {}),
  pattern = config.filetypes,
  callback = function(event)
    local name = vim.api.nvim_buf_get_name(event.buf)
    local start = vim.tbl_extend('keep', { name = 'travaux', root_dir = name ~= '' and root(name) or nil }, config)
    vim.lsp.start(start)
  end,
})
