#!/usr/bin/env bash
# Tries the properties of histories ten times as often as `npm test` does, from another seed each time, within two
# minutes. A failure tells the seed and the shortest history that it found; ARDENT_PROPERTY_SEED tries the same again.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ -e packages/collector/dist/create-collector.js ] || npm run --silent build

export ARDENT_PROPERTY_RUNS=${ARDENT_PROPERTY_RUNS:-10}
export ARDENT_PROPERTY_SEED=${ARDENT_PROPERTY_SEED:-$((RANDOM * 32768 + RANDOM))}
echo "seed $ARDENT_PROPERTY_SEED"
if node_modules/.bin/vitest run --project collector test/histories; then
  echo '1 passed, 0 failed'
else
  echo "to try again: ARDENT_PROPERTY_SEED=$ARDENT_PROPERTY_SEED bash .ci/extra/properties.sh"
  echo '0 passed, 1 failed'
  exit 1
fi
