-- Attaches the server to drafts: with `vim.lsp.enable` where it exists (0.11), else with `vim.lsp.start` (0.8).

if vim.g.loaded_travaux then
  return
end
vim.g.loaded_travaux = true

local SUBCOMMANDS = {
  accept = function(travaux)
    travaux.accept()
  end,
  brackets = function(travaux)
    travaux.brackets()
  end,
  ['build-parser'] = function(travaux)
    travaux.build_parser()
  end,
  positions = function(travaux)
    travaux.positions()
  end,
  read = function(travaux, reading)
    travaux.read(reading)
  end,
}

vim.api.nvim_create_user_command('Travaux', function(command)
  local run = SUBCOMMANDS[command.fargs[1]]
  if run then
    run(require('travaux'), command.fargs[2])
  else
    vim.notify('no such command: Travaux ' .. command.args, vim.log.levels.ERROR)
  end
end, {
  nargs = '+',
  desc = 'Open brackets, readings and positions of a draft',
  complete = function(typed, line)
    local words = line:match('^%s*%S+%s+read%s') and { 'all', 'none', '1', '2' } or vim.tbl_keys(SUBCOMMANDS)
    table.sort(words)
    return vim.tbl_filter(function(word)
      return vim.startswith(word, typed)
    end, words)
  end,
})

-- Registers the command of the code lenses.
vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('travaux.commands', {}),
  callback = function()
    require('travaux')
  end,
})

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

-- Columns in bytes. In UTF-16, which these versions offer alone, 0.10 takes every place in the second half of an Arabic or
-- Russian line for the line's end, since it compares bytes with UTF-16 units.
local capabilities = vim.lsp.protocol.make_client_capabilities()
capabilities.general = capabilities.general or {}
capabilities.general.positionEncodings = { 'utf-8', 'utf-16' }

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
    local start = { name = 'travaux', root_dir = name ~= '' and root(name) or nil }
    local columns = { capabilities = capabilities, offset_encoding = 'utf-8' }
    vim.lsp.start(vim.tbl_extend('keep', start, config, columns))
  end,
})
