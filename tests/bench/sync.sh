#!/usr/bin/env bash
# Measures the audio/video offset in a recording of simulated participants through the real service and Janus.
# Usage: tests/bench/sync.sh [--for 300s] [--busy PROGRAMS]. Builds the release program unless PROSCENIUM_ROOM names one. Run nothing else meanwhile;
# --busy starts that many busy-loop processes to load the processors.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../.."
seconds=300
busy=0
while [ $# -gt 0 ]; do
    case "$1" in
        --for) seconds="${2%s}"; shift 2 ;;
        --busy) busy="$2"; shift 2 ;;
        *) echo "usage: $0 [--for 300s] [--busy PROGRAMS]" >&2; exit 1 ;;
    esac
done
if [ -z "${PROSCENIUM_ROOM:-}" ]; then
    cmake --preset release >/dev/null
    cmake --build --preset release --target proscenium-room
    export PROSCENIUM_ROOM="$PWD/build/release/app/proscenium-room"
fi
counting=()
trap 'kill "${counting[@]}" 2>/dev/null || true' EXIT
for ((i = 0; i < busy; ++i)); do
    (while :; do :; done) &
    counting+=($!)
done
echo "load average before: $(cut -d' ' -f1 /proc/loadavg)"
tests/in_namespace.sh node tests/sync/measure.mjs "$seconds"
echo "load average after: $(cut -d' ' -f1 /proc/loadavg)"
