#!/bin/sh
# Write static/kodeks/kit.flat.css from kit.css for browsers without CSS nesting (Chrome before 120, Safari before 17.2).
# Needs node; run it after every change of kit.css, a test compares the digests.
set -eu
cd "$(dirname "$0")/../static/kodeks"
digest=$(sha256sum kit.css | cut -c1-64)
npx --yes lightningcss-cli@1 --minify --targets 'chrome 90, safari 14.1' kit.css -o kit.flat.css
{ printf '/* Made from kit.css, sha256 %s, by tools/flatten_css.sh */\n' "$digest"; cat kit.flat.css; } > kit.flat.css.new
mv kit.flat.css.new kit.flat.css
