-- Lines for the answer to `travaux/positions`. What an answer lacks is left out.

local M = {}

local function name(delegation)
  if type(delegation) ~= 'table' then
    return tostring(delegation)
  end
  return delegation.name or delegation.delegation or delegation.code or '?'
end

local function side(lines, label, delegations)
  if type(delegations) == 'table' and #delegations > 0 then
    table.insert(lines, ('- %s (%d): %s'):format(label, #delegations, table.concat(vim.tbl_map(name, delegations), ', ')))
  end
end

function M.lines(answer)
  local lines = {}
  for _, place in ipairs(answer.places or {}) do
    local title = type(place.title) == 'string' and ('. ' .. place.title) or ''
    table.insert(lines, '## ' .. (place.address or '') .. title)
    table.insert(lines, '')
    side(lines, 'for', place['for'])
    side(lines, 'against', place.against)
    for _, alternative in ipairs(place.alternatives or {}) do
      table.insert(lines, '> ' .. (alternative.text or ''):gsub('%s+', ' '))
      side(lines, 'for', alternative['for'])
      side(lines, 'against', alternative.against)
    end
    table.insert(lines, '')
  end
  return #lines > 0 and lines or { 'No delegation has taken a position here.' }
end

return M
