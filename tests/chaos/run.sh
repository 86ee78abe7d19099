#!/usr/bin/env bash
# Fault tests with the real programs: kills, power cuts, full disks, bad networks; also how soon a recording is playable. Prints one JSON line per
# row; takes about 75 minutes. --quick: the short form that CI runs (about 9 minutes). Rows: kill_recorder kill_service network disk power_cut players
# stop_delay freeze starve
# Usage: tests/chaos/run.sh [--quick] [ROW...]    PROSCENIUM_ROOM names the program when it is built already.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../.."
quick=
if [ "${1:-}" = --quick ]; then
    quick=1
    shift
fi
if [ -z "${PROSCENIUM_ROOM:-}" ]; then
    cmake --preset release >/dev/null
    cmake --build --preset release --target proscenium-room
    export PROSCENIUM_ROOM="$PWD/build/release/app/proscenium-room"
fi
rows=("${@:-}")
if [ -z "${rows[0]}" ]; then
    rows=(kill_recorder kill_service network disk power_cut players stop_delay freeze starve)
fi
declare -A short=([kill_recorder]="--times 4 --recordings 1 --mostLost 4" [kill_service]="--times 3 --seconds 8"
    [network]="--seconds 30 --stallSeconds 3" [disk]="--times 1" [power_cut]="--times 1" [players]="--kills 1"
    [stop_delay]="--seconds 10 --people 2 --mostSeconds 20" [freeze]="--short 0 --long 13 --longer 0 --longest 0" [starve]="--busy 8 --seconds 32 --stopMost 12 --stopEvery 14")
for row in "${rows[@]}"; do
    script="$here/$row.mjs"
    [ -f "$script" ] || script="$here/../bench/$row.mjs"
    # shellcheck disable=SC2086  # options are words
    tests/in_namespace.sh node "$script" ${quick:+${short[$row]}}
done
