-- The actions of a drafter in Neovim, step by step, on the sample drafts. Run by neovim.sh in a folder with seeds/.

-- Long enough for a debug build on a busy machine.
local PATIENCE = 20000

local clients = vim.lsp.get_clients or vim.lsp.get_active_clients
local passed, failed = 0, 0

local function say(line)
  io.stdout:write(line, '\n')
end

--- Runs one step. A failure is printed and counted, and the next step runs nevertheless.
local function step(name, run)
  local good, fault = pcall(run)
  passed, failed = passed + (good and 1 or 0), failed + (good and 0 or 1)
  say((good and 'ok      ' or 'FAILED  ') .. name .. (good and '' or ': ' .. tostring(fault)))
end

--- Waits until `look` returns a value, and returns it.
local function await(name, look)
  local seen
  local came = vim.wait(PATIENCE, function()
    seen = look()
    return seen
  end, 20)
  assert(came, 'timed out waiting for ' .. name)
  return seen
end

local function open(path)
  vim.cmd('edit! ' .. path)
  return await('the client in ' .. path, function()
    return clients({ bufnr = 0, name = 'travaux' })[1]
  end)
end

--- Moves the cursor to the first occurrence of a text, and returns its line. Compares bytes, because Vim's search does not
--- find a text that ends in an Arabic vowel mark.
local function go_to(text)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local start = line:find(text, 1, true)
    if start then
      vim.api.nvim_win_set_cursor(0, { number, start - 1 })
      return number - 1
    end
  end
  error('the draft has no ' .. text)
end

--- Goes to the definition of the reference under the cursor, and checks how the line begins.
local function leads_to(heading)
  vim.lsp.buf.definition()
  await(heading, function()
    return vim.startswith(vim.api.nvim_get_current_line(), heading)
  end)
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return window
    end
  end
end

--- Returns what a window shows: the screen's characters, without what is concealed.
local function shown_text(window)
  vim.cmd('redraw!')
  local place = vim.fn.win_screenpos(window)
  local lines = {}
  for row = place[1], place[1] + vim.api.nvim_win_get_height(window) - 1 do
    local cells = {}
    for column = place[2], place[2] + vim.api.nvim_win_get_width(window) - 1 do
      table.insert(cells, vim.fn.screenstring(row, column))
    end
    table.insert(lines, table.concat(cells))
  end
  return table.concat(lines, '\n')
end

--- Hovers until the hover contains a text, because the server answers before it has read the positions files.
local function hover_names(...)
  local names, text = { ... }, 'no hover'
  local function names_all()
    for _, name in ipairs(names) do
      if not text:find(name, 1, true) then
        return false
      end
    end
    return true
  end
  local came = vim.wait(PATIENCE, function()
    vim.lsp.buf.hover()
    local window
    vim.wait(1000, function()
      window = float()
      return window
    end, 20)
    if window then
      text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
      vim.api.nvim_win_close(window, true)
    end
    return names_all()
  end, 50)
  assert(came, 'expected ' .. table.concat(names, ', ') .. ' in: ' .. text)
end

step('names of drafts give the file type', function()
  for _, name in ipairs({ 'a.treaty', 'a.treaty.md', 'a.treaty.txt' }) do
    vim.cmd('edit ' .. name)
    assert(vim.bo.filetype == 'treaty', name .. ' is of type ' .. vim.bo.filetype)
    vim.cmd('bwipeout!')
  end
  vim.cmd('edit a.md')
  assert(vim.bo.filetype == 'markdown', 'a.md is of type ' .. vim.bo.filetype)
  vim.cmd('bwipeout!')
end)

step('the server starts for a draft, in the folder of its project', function()
  local client = open('seeds/cybercrime.en.treaty.md')
  local root = client.config.root_dir
  assert(root == vim.fn.getcwd(), 'the root is ' .. tostring(root))
end)

step('the hover over article 10 bis shows the positions of delegations', function()
  go_to('Article 10 bis.')
  hover_names('Russian Federation', 'European Union')
end)

step('the hover over a reference has the words of the article, without backslashes', function()
  go_to('article 16 of this Convention')
  local window = await('a hover with the brackets of the article', function()
    vim.lsp.buf.hover()
    vim.wait(500, float, 20)
    local shown = float()
    return shown and shown_text(shown):find('the [necessary] measures', 1, true) and shown
  end)
  local shown = shown_text(window)
  assert(shown:find('1. Each State Party', 1, true), shown)
  assert(not shown:find('\\', 1, true), shown)
  vim.api.nvim_win_close(window, true)
end)

step('the hover in Arabic has no signs of direction to be seen', function()
  open('seeds/cybercrime.ar.treaty.md')
  go_to('المادة 10 ثانياً')
  local window = await('a hover with a delegation', function()
    vim.lsp.buf.hover()
    vim.wait(500, float, 20)
    local shown = float()
    return shown and shown_text(shown):find('(6)', 1, true) and shown
  end)
  local shown = shown_text(window)
  assert(not shown:find('20[0-9a-f][0-9a-f]>'), shown)
  vim.api.nvim_win_close(window, true)
  open('seeds/cybercrime.en.treaty.md')
end)

step('a reference leads to its article', function()
  go_to('article 16 of this Convention')
  leads_to('### Article 16.')
end)

step('an unclosed bracket is reported while typing, and no longer after it is deleted', function()
  local buffer = vim.api.nvim_get_current_buf()
  local line = go_to('States Parties shall perform')
  local function here()
    return #vim.diagnostic.get(buffer, { lnum = line })
  end
  local before = here()
  vim.api.nvim_buf_set_text(buffer, line, 3, line, 3, { '[' })
  await('a finding about the bracket', function()
    return here() > before
  end)
  local message = vim.diagnostic.get(buffer, { lnum = line })[1].message
  assert(message:find('bracket') or message:find('%['), 'the finding says: ' .. message)
  vim.api.nvim_buf_set_text(buffer, line, 3, line, 4, { '' })
  await('no finding', function()
    return here() == before
  end)
end)

step('the Arabic draft: hover and definition', function()
  local client = open('seeds/cybercrime.ar.treaty.md')
  assert(#clients({ name = 'travaux' }) == 1, 'a second server was started, beside ' .. client.id)
  go_to('المادة 10 ثانياً')
  hover_names('الاتحاد الروسي', 'الاتحاد الأوروبي')
  go_to('المادة 16 من هذه الاتفاقية')
  leads_to('### المادة 16.')
end)

step('the definition of a reference to another instrument is in its text, whatever the name of the file', function()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder)
  vim.fn.writefile({ '[[instruments]]', 'name = "Budapest Convention"', 'file = "budapest.md"' }, folder .. '/travaux.toml')
  vim.fn.writefile({ 'Article 31', '', 'Text.', '', 'Article 32', '', 'Text.' }, folder .. '/budapest.md')
  vim.fn.writefile({ 'Article 1', '', 'Under article 32 of the Budapest Convention.' }, folder .. '/p.treaty')
  open(folder .. '/p.treaty')
  go_to('article 32')
  -- Several times, because the server answers before it has read the settings.
  await('article 32', function()
    vim.lsp.buf.definition()
    return vim.wait(500, function()
      return vim.fn.expand('%:t') == 'budapest.md' and vim.api.nvim_get_current_line() == 'Article 32'
    end, 20)
  end)
end)

step('the parser is built from the repository, and drafts have its colours', function()
  if vim.fn.executable('cc') == 1 then
    require('travaux').build_parser()
  end
  if #vim.api.nvim_get_runtime_file('parser/treaty.so', false) == 0 then
    say('        skipped: there is no C compiler')
    return
  end
  open('seeds/cybercrime.en.treaty.md')
  vim.treesitter.start()
  go_to('Article 10 bis.')
  local cursor = vim.api.nvim_win_get_cursor(0)
  await('the colour of a heading', function()
    for _, capture in ipairs(vim.treesitter.get_captures_at_pos(0, cursor[1] - 1, cursor[2] + 1)) do
      if capture.capture == 'markup.heading' then
        return true
      end
    end
  end)
  for _, name in ipairs({ 'highlights', 'folds', 'indents', 'injections', 'textobjects' }) do
    assert(vim.treesitter.query.get('treaty', name), 'no query ' .. name)
  end
end)

local function offers(method)
  local experimental = clients({ name = 'travaux' })[1].server_capabilities.experimental
  return type(experimental) == 'table' and vim.tbl_contains(experimental.travaux or {}, method)
end

step(':Travaux brackets lists the open brackets, in English and Arabic', function()
  for _, language in ipairs({ 'en', 'ar' }) do
    open('seeds/cybercrime.' .. language .. '.treaty.md')
    if not offers('travaux/brackets') then
      say('        skipped: the server does not offer it')
      return
    end
    vim.cmd('Travaux brackets')
    local list = vim.fn.getloclist(0, { items = true, title = true })
    assert(#list.items > 100, #list.items .. ' brackets')
    assert(list.title:match('%d+ brackets'), list.title)
    vim.cmd('lclose')
    vim.cmd('lfirst')
    local item = list.items[1]
    local line = vim.api.nvim_buf_get_lines(item.bufnr, item.lnum - 1, item.lnum, false)[1]
    assert(line:sub(item.col, item.col) == '[', 'the first is at: ' .. line:sub(item.col))
    -- Provisions have the names that the draft gives them.
    local article = language == 'ar' and 'المادة 2' or 'article 2'
    local named = vim.tbl_filter(function(it)
      return it.text:lower():find(article, 1, true)
    end, list.items)
    assert(#named > 10, 'the first is: ' .. item.text)
  end
end)

step(':Travaux read shows the draft without its brackets', function()
  open('seeds/cybercrime.en.treaty.md')
  if not offers('travaux/read') then
    say('        skipped: the server does not offer it')
    return
  end
  vim.cmd('Travaux read none')
  local buffer = vim.fn.bufnr('travaux://reading')
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
  assert(text:find('Each State Party', 1, true), text:sub(1, 300))
  assert(not text:find('[necessary]', 1, true), 'a bracket is left')
end)

step('positions are shown as far as the answer has them', function()
  local lines = require('travaux.positions').lines({
    places = {
      { address = 'article 3', title = 'Aims', alternatives = {
        { text = 'shall', positions = { { name = 'Chile', side = 'for' }, { delegation = 'PE', side = 'for' }, { side = 'against' } } },
      } },
    },
  })
  assert(vim.deep_equal(lines, { '## article 3. Aims', '', '> shall', '- for (2): Chile, PE', '- against (1): ?', '' }), vim.inspect(lines))
  assert(#require('travaux.positions').lines({}) == 1)
end)

step(':checkhealth finds the program and the server', function()
  vim.cmd('checkhealth travaux')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  assert(text:find('the program is', 1, true) and text:find('the server runs', 1, true), text)
  vim.cmd('bwipeout!')
end)

step('the help has its tags', function()
  vim.cmd('helptags editors/neovim/doc')
  vim.cmd('help :Travaux')
  assert(vim.fn.expand('%:t') == 'travaux.txt')
  vim.cmd('helpclose')
end)

step('hints and lenses come by choice', function()
  if not vim.lsp.inlay_hint then
    return
  end
  require('travaux').setup({ inlay_hints = true, code_lens = true })
  vim.cmd('edit! seeds/cybercrime.ar.treaty.md')
  vim.api.nvim_exec_autocmds('LspAttach', { buffer = 0, data = { client_id = clients({ name = 'travaux' })[1].id } })
  await('hints', function()
    return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0
  end)
  await('lenses', function()
    return #vim.lsp.codelens.get(vim.lsp.codelens.enable and { bufnr = 0 } or 0) > 0
  end)
end)

--- Returns the answer of the server to a request.
local function answer(method, parameters)
  local _, first = next(vim.lsp.buf_request_sync(0, method, parameters, 5000) or {})
  return first and first.result
end

step('a lens lists as many references as it counts', function()
  if not (vim.lsp.codelens and vim.lsp.inlay_hint) then
    return
  end
  open('seeds/cybercrime.en.treaty.md')
  local line = go_to('### Article 16.')
  local document = vim.lsp.util.make_text_document_params()
  local count = await('the lens of article 16', function()
    for _, lens in ipairs(answer('textDocument/codeLens', { textDocument = document }) or {}) do
      if lens.range.start.line == line then
        local resolved = answer('codeLens/resolve', lens)
        return resolved and tonumber(resolved.command.title:match('^(%d+) reference'))
      end
    end
  end)
  vim.fn.setqflist({}, 'r')
  -- Again, because Neovim may not have its lenses yet.
  await(count .. ' references', function()
    require('travaux').refresh_lenses(0)
    vim.wait(500)
    vim.lsp.codelens.run()
    return vim.wait(1000, function()
      return #vim.fn.getqflist() == count
    end, 20)
  end)
  vim.cmd('cclose')
end)

step('a wrapped line that begins with a bracket and the name of a part is no heading', function()
  local path = vim.fn.tempname() .. '.treaty.md'
  vim.fn.writefile({
    '## Article 1. Scope', '', 'The Parties meet as set out in the decision on', '[Part IV.4 on Periodic assessment of needs]', 'and in article 2.',
    '', '## Article 2. Aim', '', 'The aim is peace.',
  }, path)
  open(path)
  local symbols = await('the outline', function()
    return answer('textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params() })
  end)
  local names = vim.tbl_map(function(symbol)
    return symbol.name
  end, symbols)
  assert(vim.deep_equal(names, { 'Article 1', 'Article 2' }), vim.inspect(names))
end)

step('the server ends when the editor lets go of it', function()
  for _, client in ipairs(clients({ name = 'travaux' })) do
    -- A method since 0.11, a function before.
    if vim.lsp.enable then
      client:stop()
    else
      client.stop()
    end
  end
  await('the end of the server', function()
    return #clients({ name = 'travaux' }) == 0
  end)
end)

local version = vim.version()
say(('Neovim %d.%d.%d: %d passed, %d failed'):format(version.major, version.minor, version.patch, passed, failed))
vim.cmd(failed == 0 and 'qall!' or 'cquit! 1')
