#!/usr/bin/env bash
# What calibrate and backtest reach on two real histories that are not part of this repository. They are looked for in
# ARDENT_EVALUATION_DATA, else in ../shared/data; where they are not, this says so and ends. A minute of one core.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

data=${ARDENT_EVALUATION_DATA:-../shared/data}
if [ ! -e "$data/kdd2015.counts.csv.gz" ]; then
  echo "not run: no evaluation data in $data (set ARDENT_EVALUATION_DATA to its folder)"
  echo "0 passed, 0 failed"
  exit 0
fi
[ -e packages/collector/dist/cli/main.js ] || npm run --silent build
exec node .ci/extra/evaluation.mjs "$data"
