#!/usr/bin/env bash
# Lets the server run into the end of a small file system, and makes room again. `npm test` does the same with a limit on
# the size of files instead.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

disk=$(mktemp -d)
if ! mount -t tmpfs -o size=48m ardent-small-disk "$disk" 2>/dev/null; then
  rmdir "$disk"
  echo 'not run: this user may not mount a tmpfs; npm test has it with a limit on the size of files'
  exit 0
fi
trap 'umount "$disk" && rmdir "$disk"' EXIT
if ARDENT_SMALL_DISK=$disk node_modules/.bin/vitest run --project collector test/faults/full-disk.test.ts; then
  echo '1 passed, 0 failed'
else
  echo '0 passed, 1 failed'
  exit 1
fi
