#!/usr/bin/env bash
# Watches the server's system calls: fsync (or fdatasync) of the write-ahead log returns before a 200 is written. A kill can't show
# that, because the page cache survives it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

not_run() {
  echo "not run: $1"
  exit 0
}

if ! command -v strace >/dev/null; then
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || not_run 'strace is not installed'
  { apt-get install -y strace || { apt-get update && apt-get install -y strace; }; } >/dev/null 2>&1 ||
    not_run 'strace could not be installed'
fi
strace -f -o /dev/null true 2>/dev/null || not_run 'this user may not trace processes'
timeout -k 10 120 node packages/collector/test/faults/trace-fsync.mjs
