-- The server's own requests, which it lists in its experimental capabilities.

local M = {}

local TIMEOUT_MS = 5000

local function client_of(buffer)
  local clients = vim.lsp.get_clients or vim.lsp.get_active_clients
  return clients({ bufnr = buffer, name = 'travaux' })[1]
end

local function offers(client, method)
  local experimental = client.server_capabilities.experimental
  local listed = type(experimental) == 'table' and experimental.travaux or nil
  return type(listed) == 'table' and vim.tbl_contains(listed, method)
end

--- Returns the answer to a request about a buffer; if there is none, says why and returns nothing.
function M.ask(method, buffer, more)
  local client = client_of(buffer)
  if not client then
    vim.notify('travaux is not attached to this buffer', vim.log.levels.WARN)
    return
  end
  if not offers(client, method) then
    vim.notify('this version of travaux does not offer ' .. method, vim.log.levels.WARN)
    return
  end
  local parameters = vim.tbl_extend('error', { textDocument = { uri = vim.uri_from_bufnr(buffer) } }, more or {})
  local answer, fault
  -- Methods of a client are called with a colon since 0.11.
  if vim.lsp.enable then
    answer, fault = client:request_sync(method, parameters, TIMEOUT_MS, buffer)
  else
    answer, fault = client.request_sync(method, parameters, TIMEOUT_MS, buffer)
  end
  if not answer or answer.err or answer.result == nil or answer.result == vim.NIL then
    local message = fault or (answer and answer.err and answer.err.message) or 'there is no answer'
    vim.notify(method .. ': ' .. message, vim.log.levels.WARN)
    return
  end
  return answer.result
end

--- Returns the line and the byte column of a position of the protocol.
function M.byte_position(buffer, position)
  local client = client_of(buffer)
  local encoding = client and client.offset_encoding or 'utf-16'
  local text = vim.api.nvim_buf_get_lines(buffer, position.line, position.line + 1, false)[1] or ''
  if encoding == 'utf-8' then
    return position.line, math.min(position.character, #text)
  end
  local good, column = pcall(vim.str_byteindex, text, position.character, encoding == 'utf-16')
  return position.line, good and column or #text
end

--- Returns the cursor's position in the protocol's columns.
function M.cursor(buffer)
  local client = client_of(buffer)
  return vim.lsp.util.make_position_params(0, client and client.offset_encoding or 'utf-16').position
end

return M
