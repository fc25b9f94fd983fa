# Sourced by the other scripts in this folder. Installs a Debian system with Neovim, Helix and Emacs in a cached folder,
# and copies the files of a test into it; the copy is deleted at the end. Defines `in_root COMMAND…`, which runs a
# command in the copy, and the paths of the copy as seen from inside the system, `stage`, and from outside, `outside`.
#
# TRAVAUX_BIN          the program to test; default: debug/travaux in CARGO_TARGET_DIR, or in target
# TRAVAUX_EDITORS      the folder of the system; default: ~/.cache/travaux-editors
# TRAVAUX_DEBIAN       the Debian release: trixie, or sid for the newest editors; default: trixie

set -euo pipefail

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
target=${CARGO_TARGET_DIR:-target}
[[ $target = /* ]] || target=$repository/$target
travaux=${TRAVAUX_BIN:-$target/debug/travaux}
cache=${TRAVAUX_EDITORS:-$HOME/.cache/travaux-editors}
debian=${TRAVAUX_DEBIAN:-trixie}
root=$cache/$debian

[ -x "$travaux" ] || fail "$travaux is not a program; run cargo build, or set TRAVAUX_BIN"
[ "$(id -u)" = 0 ] || fail "debootstrap and chroot need root; run it with sudo -E"

make_root() {
  local part=$root.part
  if ! command -v debootstrap >/dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap >/dev/null ||
      fail "debootstrap is missing and cannot be installed with apt-get"
  fi
  echo "installing $root, once, which takes about two minutes" >&2
  # Does not descend into file systems that an interrupted run left mounted.
  rm -rf --one-file-system "$part"
  debootstrap --variant=minbase --include=neovim,hx,emacs-nox "$debian" "$part" >"$cache/debootstrap.log" 2>&1 ||
    fail "debootstrap failed; see $cache/debootstrap.log"
  mv "$part" "$root"
}

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
[ -d "$root" ] || make_root
exec 9>&-

outside=$(mktemp -d "$root/tmp/travaux.XXXXXX")
trap 'rm -rf --one-file-system "$outside"' EXIT
stage=${outside#"$root"}
mkdir -p "$outside"/{bin,home,repository/.git}
cp "$travaux" "$outside/bin/travaux"
mkdir -p "$outside/repository/tests" "$outside/repository/grammar"
cp -r "$repository/seeds" "$repository/editors" "$outside/repository"
cp -r "$repository/tests/editors" "$outside/repository/tests"
cp -r "$repository/grammar/tree-sitter" "$outside/repository/grammar"
# The system has no C compiler, so the parser is compiled outside.
parser() {
  local source=$repository/grammar/tree-sitter/src
  mkdir -p "$(dirname "$1")"
  "${CC:-cc}" -O2 -fPIC -shared -I"$source" -o "$1" "$source/parser.c" "$source/scanner.c"
}

# The command that enters the system. A test that needs more than its files, such as /proc, replaces it.
enter=(chroot "$root")

# Runs a command in the copied repository without the caller's environment. An editor that hangs is a failure.
in_root() {
  "${enter[@]}" /usr/bin/env -i PATH="$stage/bin:/usr/bin:/bin" HOME="$stage/home" TMPDIR="$stage/home" LANG=C.UTF-8 TERM=dumb \
    timeout --kill-after=5 120 env --chdir="$stage/repository" "$@" </dev/null
}
