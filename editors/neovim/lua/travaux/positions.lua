-- Lines for the answer to `travaux/positions`. What an answer lacks is left out.

local M = {}

local SIDES = { 'for', 'against', 'reserved', 'neutral' }

local function text(value)
  return type(value) == 'string' and value ~= '' and value or nil
end

local function add_sides(lines, positions)
  for _, side in ipairs(SIDES) do
    local names = {}
    for _, position in ipairs(type(positions) == 'table' and positions or {}) do
      if position.side == side then
        table.insert(names, text(position.name) or text(position.delegation) or '?')
      end
    end
    if #names > 0 then
      table.insert(lines, ('- %s (%d): %s'):format(side, #names, table.concat(names, ', ')))
    end
  end
end

function M.lines(answer)
  local lines = {}
  for _, place in ipairs(answer.places or {}) do
    local heading = { text(place.name) or text(place.address), text(place.title) }
    table.insert(lines, '## ' .. table.concat(heading, '. '))
    table.insert(lines, '')
    for _, alternative in ipairs(place.alternatives or {}) do
      if text(alternative.text) then
        table.insert(lines, '> ' .. (alternative.text:gsub('%s+', ' ')))
      end
      add_sides(lines, alternative.positions)
    end
    table.insert(lines, '')
  end
  return #lines > 0 and lines or { 'No delegation has taken a position here.' }
end

return M
