#!/usr/bin/env bash
# Builds (release), measures everything and appends the table to RESULTS.md. Takes about 10 minutes; for figures that
# can be compared, let nothing else run. Arguments go to bench_record, such as --seconds 60.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../.."

cmake --preset release >/dev/null
cmake --build --preset release --target bench_record proscenium-room
command=(build/release/tests/bench/bench_record --work build/release/bench-media
    --room build/release/app/proscenium-room --counts 4,9,25 --still --live "$@")
load="$(cut -d' ' -f1 /proc/loadavg)"
table="$(mktemp)"
trap 'rm -f "$table"' EXIT
"${command[@]}" | tee "$table"
{
    echo
    echo "## $(date -u +'%F %H:%M') UTC, $(git rev-parse --short HEAD)$(git diff --quiet HEAD -- app || echo ' with changes')"
    echo
    echo "$(nproc) processors, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2- | xargs);" \
        "load average before $load, after $(cut -d' ' -f1 /proc/loadavg); \`tests/bench/run.sh${*:+ $*}\`"
    echo
    cat "$table"
} >>"$here/RESULTS.md"
