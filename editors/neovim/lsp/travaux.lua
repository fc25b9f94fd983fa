-- How Neovim runs the server. Neovim 0.11 and later reads this by its name; plugin/travaux.lua hands it to older ones.
return {
  cmd = { 'travaux', 'serve' },
  filetypes = { 'treaty' },
  root_markers = { 'travaux.toml', '.git' },
  -- The command that code lenses run; see lua/travaux/init.lua.
  init_options = { travaux = { showReferences = 'travaux.showReferences' } },
}
