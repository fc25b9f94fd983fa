#!/usr/bin/env bash
# Compiles travaux.el without warnings in a real Emacs, then edits the sample drafts with eglot. See emacs.el.

. "$(dirname "$0")/root.sh"

in_root emacs --quick --batch --directory editors/emacs --eval '(setq byte-compile-error-on-warn t)' \
  --funcall batch-byte-compile editors/emacs/travaux-words.el editors/emacs/travaux.el
in_root emacs --quick --batch --directory editors/emacs --load tests/editors/emacs.el
