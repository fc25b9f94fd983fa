#!/usr/bin/env bash
# Checks that a real Helix accepts languages.toml and finds the server. More than that would need a terminal.

. "$(dirname "$0")/root.sh"

mkdir -p "$outside/home/.config/helix"
cp "$repository/editors/helix/languages.toml" "$outside/home/.config/helix"

passed=0 failed=0
expect() {
  if grep -qE "$2" <<<"$health"; then
    passed=$((passed + 1)) && echo "ok      $1"
  else
    failed=$((failed + 1)) && echo "FAILED  $1" && echo "$health"
  fi
}

# Helix finds its own files through /proc, which is mounted only for its process.
enter=(unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$root")

helix() {
  in_root hx "$@" 2>&1 | sed 's/\x1b\[[0-9;]*m//g'
}

version=$(helix --version)
health=$(helix --health treaty) || true
expect "the language is known, and its server is found" "✓ travaux: $stage/bin/travaux"
echo "$version: $passed passed, $failed failed"
[ "$failed" = 0 ]
