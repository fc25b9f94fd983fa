#!/usr/bin/env bash
# Installs the language in a real Helix, and drives it in tmux: colours, symbols, hover, definition, actions.

. "$(dirname "$0")/root.sh"

command -v tmux >/dev/null || apt-get install -y -qq --no-install-recommends tmux >/dev/null || fail "tmux is missing"
HELIX_CONFIG=$outside/home/.config/helix "$repository/editors/helix/install" >/dev/null

passed=0 failed=0
result() {
  if [ "$2" = 0 ]; then
    passed=$((passed + 1)) && echo "ok      $1"
  else
    failed=$((failed + 1)) && echo "FAILED  $1" && echo "$seen"
  fi
}

expect() {
  grep -qE "$2" <<<"$seen" && result "$1" 0 || result "$1" 1
}

# Helix finds its own files through /proc, which is mounted only for its process.
enter=(unshare --mount sh -c 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' "$root")

helix() {
  in_root hx "$@" 2>&1 | sed 's/\x1b\[[0-9;]*m//g'
}

version=$(helix --version)
seen=$(helix --health treaty) || true
expect "the language is known, and its server is found" "✓ travaux: $stage/bin/travaux"
expect "the parser is found" "Tree-sitter parser: ✓"
expect "highlights are found" "Highlight queries: ✓"
expect "text objects are found" "Textobject queries: ✓"

# A terminal of its own server, so that no other session is touched.
terminal=(tmux -L "travaux-$$" -f /dev/null)
trap '"${terminal[@]}" kill-server 2>/dev/null; rm -rf --one-file-system "$outside"' EXIT

open() {
  "${terminal[@]}" kill-server 2>/dev/null || true
  "${terminal[@]}" new-session -d -x 120 -y 40 "$(printf '%q ' "${enter[@]}" /usr/bin/env -i PATH="$stage/bin:/usr/bin:/bin" \
    HOME="$stage/home" LANG=C.UTF-8 TERM=tmux-256color COLORTERM=truecolor env --chdir="$stage/repository" hx "$1")"
  await "a draft is shown: $1" "treaty.md"
}

keys() {
  "${terminal[@]}" send-keys -l -- "$1"
  sleep 0.5
}

press() {
  "${terminal[@]}" send-keys "$@"
  sleep 0.5
}

look() {
  seen=$("${terminal[@]}" capture-pane -p "$@")
}

# Waits until the screen has a text; `again` is done before each look.
await() {
  local tries
  for tries in $(seq 30); do
    [ -z "${3:-}" ] || $3
    sleep 0.7
    look
    grep -qE -- "$2" <<<"$seen" && result "$1" 0 && return
  done
  result "$1" 1
}

search() {
  press Escape
  press Escape
  keys gg
  keys "/$1"
  press Enter
}

hover() {
  press Escape
  keys ' k'
}

definition() {
  press Escape
  search 'article 16 of this'
  keys gd
}

actions() {
  press Escape
  keys ' a'
}

symbols() {
  press Escape
  press Escape
  keys ' s'
}

open seeds/cybercrime.en.treaty.md
look -e
# The colour of the label, which is another than that of the line's `##`.
grep -qE $'##.*\x1b\[[0-9;]*38[0-9;:]*m ?Preamble' <<<"$seen" && result "headings have a colour" 0 || result "headings have a colour" 1
search 'Article 10 bis'
await "the hover over article 10 bis has the positions of delegations" "Russian Federation" hover
await "a reference leads to its article" "### Article 16\." definition
await "the outline has the articles" "class +Article 2" symbols
search 'Computer data. .Digital'
await "an alternative can be accepted" "[Aa]ccept" actions

open seeds/cybercrime.ar.treaty.md
search 'المادة 10 ثانياً'
await "the hover in Arabic has the positions of delegations" "الاتحاد الروسي" hover

echo "$version: $passed passed, $failed failed"
[ "$failed" = 0 ]
