#!/usr/bin/env bash
# Leaves a page with the script tag and comes back to it, in a browser that has the back/forward cache: the headless shell
# of `npm test` has none.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

chrome=${CHROME_PATH:-$(command -v google-chrome || command -v chromium)}
if [ -z "$chrome" ]; then
  echo 'not run: no full Chrome found; set CHROME_PATH to the path of one'
  exit 0
fi
if CHROME_PATH=$chrome node_modules/.bin/vitest run --project browser packages/collector/test/browser/sdk-bfcache.test.ts; then
  echo '1 passed, 0 failed'
else
  echo '0 passed, 1 failed'
  exit 1
fi
