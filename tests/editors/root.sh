# Sourced by the tests beside it: a Debian with Neovim, Helix and Emacs as people use them, in a folder that is kept, and a
# fresh copy inside it of all that a test needs, gone at the end. Gives `in_root COMMAND…`, which runs in that copy, and its
# path seen from inside, `stage`, and from outside, `outside`.
#
# TRAVAUX_BIN          the program under test; else target/debug/travaux
# TRAVAUX_EDITORS      where the system is kept; else ~/.cache/travaux-editors
# TRAVAUX_DEBIAN       which Debian: trixie, or sid for the newest editors; else trixie

set -euo pipefail

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
travaux=${TRAVAUX_BIN:-$repository/target/debug/travaux}
kept=${TRAVAUX_EDITORS:-$HOME/.cache/travaux-editors}
debian=${TRAVAUX_DEBIAN:-trixie}
root=$kept/$debian

[ -x "$travaux" ] || fail "$travaux is no program; run cargo build, or set TRAVAUX_BIN"
[ "$(id -u)" = 0 ] || fail "debootstrap and chroot need root; run it with sudo -E"

make_root() {
  local part=$root.part
  if ! command -v debootstrap >/dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends debootstrap >/dev/null ||
      fail "debootstrap is missing and cannot be installed with apt-get"
  fi
  echo "making $root, once, in about two minutes" >&2
  # Never into a file system that an interrupted run left mounted.
  rm -rf --one-file-system "$part"
  debootstrap --variant=minbase --include=neovim,hx,emacs-nox "$debian" "$part" >"$kept/debootstrap.log" 2>&1 ||
    fail "debootstrap failed; see $kept/debootstrap.log"
  mv "$part" "$root"
}

mkdir -p "$kept"
exec 9>"$kept/lock"
flock 9
[ -d "$root" ] || make_root
exec 9>&-

outside=$(mktemp -d "$root/tmp/travaux.XXXXXX")
trap 'rm -rf --one-file-system "$outside"' EXIT
stage=${outside#"$root"}
mkdir -p "$outside"/{bin,home,repository/.git}
cp "$travaux" "$outside/bin/travaux"
mkdir -p "$outside/repository/tests"
cp -r "$repository/seeds" "$repository/editors" "$outside/repository"
cp -r "$repository/tests/editors" "$outside/repository/tests"

# How to get into the system; a test that needs more of it than its files says so here.
enter=(chroot "$root")

# Runs a command in the copied repository, with nothing of the caller's environment. An editor that hangs is a failure.
in_root() {
  "${enter[@]}" /usr/bin/env -i PATH="$stage/bin:/usr/bin:/bin" HOME="$stage/home" TMPDIR="$stage/home" LANG=C.UTF-8 TERM=dumb \
    timeout --kill-after=5 120 env --chdir="$stage/repository" "$@" </dev/null
}
