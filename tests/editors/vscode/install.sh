# Sourced. Installs VS Code, its real workbench and extension host in a browser, as code-server: `install_vscode` fills the
# folder $cache/vscode once, which takes about three minutes and 400 MB. Needs Node.js 20, for which its native modules
# are built, and Chromium; as root it installs Debian's packages.
#
# TRAVAUX_VSCODE       the folder of the cache; default: ~/.cache/travaux-pictures
# CHROMIUM             the browser; default: the `chromium` on the PATH

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

cache=${TRAVAUX_VSCODE:-$HOME/.cache/travaux-pictures}

install_packages() {
  local packages=(g++ make python3 pkg-config libkrb5-dev libsecret-1-dev libx11-dev libxkbfile-dev ripgrep pngquant
    fonts-dejavu-core fonts-noto-core fonts-noto-cjk)
  [ -n "${CHROMIUM:-}" ] || packages+=(chromium)
  if ! dpkg --status "${packages[@]}" >/dev/null 2>&1; then
    [ "$(id -u)" = 0 ] || fail "install these packages first: ${packages[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  fi
}

# code-server's own install script downloads ripgrep and more, so its parts are installed one by one, and the system's
# ripgrep is linked into it.
install_parts() {
  local quiet=(--no-audit --no-fund --loglevel=error)
  rm -rf "$cache/part"
  mkdir -p "$cache/part"
  cd "$cache/part"
  npm init --yes >/dev/null
  npm install --ignore-scripts "${quiet[@]}" code-server@4.99.4 playwright-core@1
  cd node_modules/code-server/lib/vscode
  npm install --ignore-scripts --omit=dev --no-package-lock "${quiet[@]}"
  npm rebuild node-pty @vscode/spdlog native-watchdog @parcel/watcher kerberos
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
  [ -e node_modules.asar ] || ln -s node_modules node_modules.asar
  (cd extensions && npm install --ignore-scripts --omit=dev "${quiet[@]}")
  cd "$cache/part/node_modules/argon2"
  npx node-pre-gyp configure build --nodedir=/usr
  mv "$cache/part" "$cache/vscode"
}

install_vscode() {
  [[ $(node --version 2>/dev/null) = v20.* ]] || fail "Node.js 20 is needed: VS Code's native modules are built for it"
  install_packages
  mkdir -p "$cache"
  if [ ! -d "$cache/vscode" ]; then
    echo "installing VS Code in $cache, once, which takes about three minutes" >&2
    (install_parts) >"$cache/install.log" 2>&1 || fail "the installation failed; see $cache/install.log"
  fi
}
