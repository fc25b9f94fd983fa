#!/bin/sh
# Lints the drafts in the current folder on any CI system. Writes the report of JUnit and prints the findings.
# Needs travaux on the path: `pip install travaux`, `npm install -g travaux`, or in a clone of travaux
# `cargo install --path server/travaux --locked`.
set -u
travaux lint --quiet --format junit --output-file "${REPORT:-travaux.xml}" "$@"
status=$?
[ "$status" = 0 ] || travaux lint "$@"
exit "$status"
