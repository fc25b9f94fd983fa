-- `:checkhealth travaux`

local M = {}

local health = vim.health
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local warn = health.warn or health.report_warn
local fail = health.error or health.report_error

local function command()
  if vim.lsp.enable and vim.lsp.config and vim.lsp.config.travaux then
    return vim.lsp.config.travaux.cmd
  end
  local file = vim.api.nvim_get_runtime_file('lsp/travaux.lua', false)[1]
  return file and dofile(file).cmd or { 'travaux' }
end

function M.check()
  start('travaux')
  if not vim.lsp.start then
    fail('Neovim 0.8 or later is needed')
    return
  end
  local cmd = command()
  local program = type(cmd) == 'table' and cmd[1] or 'travaux'
  if vim.fn.executable(program) == 1 then
    ok(('the program is %s: %s'):format(vim.fn.exepath(program), vim.trim(vim.fn.system({ program, '--version' }))))
  else
    fail(('there is no program %s'):format(program), { 'Install it: cargo install --path server/travaux --locked' })
  end
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)({ name = 'travaux' })
  if #clients > 0 then
    ok('the server runs for ' .. (clients[1].config.root_dir or 'a draft without a project'))
  else
    warn('the server does not run; it starts when a draft is opened')
  end
  if #vim.api.nvim_get_runtime_file('parser/treaty.so', false) > 0 then
    local good, fault = pcall(vim.treesitter.language.add or vim.treesitter.require_language, 'treaty')
    if good then
      ok('the tree-sitter parser is installed')
    else
      fail('the tree-sitter parser cannot be loaded: ' .. tostring(fault))
    end
  else
    warn('there is no tree-sitter parser, so there are no colours before the server answers', { ':Travaux build-parser' })
  end
end

return M
