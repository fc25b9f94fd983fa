#!/usr/bin/env bash
# Opens and edits the sample drafts in a real Neovim, with the plugin and the server. See neovim.lua.
# TRAVAUX_NVIM=PATH uses that Neovim, of any version, instead of that of Debian 13.

if [ -n "${TRAVAUX_NVIM:-}" ]; then
  set -euo pipefail
  repository=$(cd "$(dirname "$0")/../.." && pwd)
  target=${CARGO_TARGET_DIR:-target}
  [[ $target = /* ]] || target=$repository/$target
  travaux=${TRAVAUX_BIN:-$target/debug/travaux}
  cd "$repository"
  PATH="$(dirname "$travaux"):$PATH" timeout --kill-after=5 120 "$TRAVAUX_NVIM" --headless --clean \
    --cmd 'set runtimepath^=editors/neovim' -c 'luafile tests/editors/neovim.lua' </dev/null
else
  . "$(dirname "$0")/root.sh"
  parser "$outside/repository/editors/neovim/parser/treaty.so"
  in_root nvim --headless --clean --cmd 'set runtimepath^=editors/neovim' -c 'luafile tests/editors/neovim.lua'
fi
