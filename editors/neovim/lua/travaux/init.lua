-- The commands of `:Travaux`, and what is shown only by choice. Everything about a draft comes from the server.

local requests = require('travaux.requests')

local M = {}

local SHOW_REFERENCES = 'travaux.showReferences'

--- Shows hints and lenses in drafts. Both are off unless this is called with them.
--- @param options { inlay_hints: boolean?, code_lens: boolean? }
function M.setup(options)
  vim.api.nvim_create_autocmd('LspAttach', {
    group = vim.api.nvim_create_augroup('travaux.setup', {}),
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if not client or client.name ~= 'travaux' then
        return
      end
      if options.inlay_hints and vim.lsp.inlay_hint and vim.lsp.inlay_hint.enable then
        vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
      end
      if options.code_lens then
        M.refresh_lenses(event.buf)
      end
    end,
  })
end

--- Keeps the lenses of a buffer up to date. Neovim does so itself since 0.12.
function M.refresh_lenses(buffer)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local function refresh()
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'BufWritePost' }, {
    group = vim.api.nvim_create_augroup('travaux.lenses.' .. buffer, {}),
    buffer = buffer,
    callback = refresh,
  })
  refresh()
end

--- Lists the open brackets of the draft in the location list.
function M.brackets()
  local buffer = vim.api.nvim_get_current_buf()
  local draft = requests.ask('travaux/brackets', buffer)
  if not draft then
    return
  end
  local items = {}
  for _, provision in ipairs(draft.items) do
    for _, bracket in ipairs(provision.brackets) do
      local line, column = requests.byte_position(buffer, bracket.range.start)
      table.insert(items, {
        bufnr = buffer,
        lnum = line + 1,
        col = column + 1,
        text = (provision.name or provision.address) .. ': ' .. vim.trim((bracket.text:gsub('%s+', ' '))),
      })
    end
  end
  local count = draft.open == 1 and '1 bracket' or draft.open .. ' brackets'
  local title = ('%s · %d of %d articles clean'):format(count, draft.cleanArticles, draft.articles)
  vim.fn.setloclist(0, {}, ' ', { title = title, items = items })
  vim.cmd('lopen')
end

local READINGS = { all = 'all', none = 'none' }

--- Shows the draft in one reading, in a window beside it: `all`, `none`, or the number of an alternative.
function M.read(reading)
  local number = tonumber(reading)
  local buffer = vim.api.nvim_get_current_buf()
  local wanted = number and { alternative = number } or READINGS[reading or 'none']
  if not wanted then
    vim.notify(':Travaux read takes all, none or a number', vim.log.levels.ERROR)
    return
  end
  local draft = requests.ask('travaux/read', buffer, { reading = wanted })
  if not draft then
    return
  end
  local lines = {}
  for _, paragraph in ipairs(draft.paragraphs) do
    local texts = vim.tbl_map(function(segment)
      return segment.text
    end, paragraph.segments)
    local text = ('#'):rep(paragraph.heading) .. (paragraph.heading > 0 and ' ' or '') .. table.concat(texts)
    vim.list_extend(lines, vim.split(text, '\n', { plain = true }))
    table.insert(lines, '')
  end
  M.show('reading', lines)
end

--- Shows which delegations stand where on the provision under the cursor.
function M.positions()
  local buffer = vim.api.nvim_get_current_buf()
  local answer = requests.ask('travaux/positions', buffer, { position = requests.cursor(buffer) })
  if answer then
    M.show('positions', require('travaux.positions').lines(answer))
  end
end

--- Offers to accept, drop or add an alternative under the cursor.
function M.accept()
  vim.lsp.buf.code_action({ context = { only = { 'refactor.rewrite' }, diagnostics = {} } })
end

--- Shows lines in a scratch buffer beside the draft, always in the same window.
function M.show(name, lines)
  local title = 'travaux://' .. name
  local buffer = vim.fn.bufnr(title)
  if buffer < 0 then
    buffer = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(buffer, title)
  end
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].syntax = 'markdown'
  if vim.fn.bufwinid(buffer) < 0 then
    local draft = vim.api.nvim_get_current_win()
    vim.cmd('botright vsplit')
    vim.api.nvim_win_set_buf(0, buffer)
    vim.wo.wrap = true
    vim.wo.linebreak = true
    vim.api.nvim_set_current_win(draft)
  end
end

--- Compiles the tree-sitter grammar of this checkout into `parser/` of this plugin.
function M.build_parser()
  local plugin = vim.fn.fnamemodify(vim.api.nvim_get_runtime_file('lua/travaux/init.lua', false)[1], ':h:h:h')
  local source = plugin .. '/../../grammar/tree-sitter/src'
  vim.fn.mkdir(plugin .. '/parser', 'p')
  local command = { vim.env.CC or 'cc', '-O2', '-fPIC', '-shared', '-I' .. source, '-o', plugin .. '/parser/treaty.so' }
  vim.list_extend(command, { source .. '/parser.c', source .. '/scanner.c' })
  local output = vim.fn.system(command)
  local good = vim.v.shell_error == 0
  local message = good and 'the parser is built; it is used in drafts that are opened from now on' or output
  vim.notify(message, good and vim.log.levels.INFO or vim.log.levels.ERROR)
end

-- A hover escapes the brackets of a draft, since Markdown would make links of them, and has signs of direction around Arabic
-- words. Neovim shows these signs as numbers, and the backslashes.
vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('travaux.hovers', {}),
  pattern = 'markdown',
  callback = function()
    -- The window of the hover opens after its buffer has got its file type.
    vim.schedule(function()
      local window = vim.bo.filetype == 'treaty' and vim.b.lsp_floating_preview
      if window and vim.api.nvim_win_is_valid(window) then
        vim.fn.matchadd('Conceal', '[\\u2066-\\u2069]\\|\\\\\\ze[[:punct:]]', 10, -1, { window = window, conceal = '' })
      end
    end)
  end,
})

-- The command of the server's lenses: the places go to the quickfix list.
vim.lsp.commands[SHOW_REFERENCES] = function(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local items = vim.lsp.util.locations_to_items(command.arguments[3], client and client.offset_encoding or 'utf-16')
  vim.fn.setqflist({}, ' ', { title = command.title, items = items })
  vim.cmd('copen')
end

return M
