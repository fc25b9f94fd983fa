#!/usr/bin/env bash
# Opens the sample drafts in a real Neovim, with the plugin and the server, and works in them. See neovim.lua.
# TRAVAUX_NVIM=PATH takes that Neovim, of any version, instead of Debian 13's.

if [ -n "${TRAVAUX_NVIM:-}" ]; then
  set -euo pipefail
  repository=$(cd "$(dirname "$0")/../.." && pwd)
  travaux=${TRAVAUX_BIN:-$repository/target/debug/travaux}
  cd "$repository"
  PATH="$(dirname "$travaux"):$PATH" timeout --kill-after=5 120 "$TRAVAUX_NVIM" --headless --clean \
    --cmd 'set runtimepath^=editors/neovim' -c 'luafile tests/editors/neovim.lua' </dev/null
else
  . "$(dirname "$0")/root.sh"
  in_root nvim --headless --clean --cmd 'set runtimepath^=editors/neovim' -c 'luafile tests/editors/neovim.lua'
fi
