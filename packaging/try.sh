#!/usr/bin/env bash
# Installs what is missing, builds (Release) and runs the main job: with a display the program as host of a room with
# four simulated participants, without one the same without a window, which ends with the path of the MP4.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== 1/3 Packages"
packaging/setup.sh build run
echo "== 2/3 Build"
cmake --preset release >/dev/null
cmake --build --preset release --target proscenium proscenium-room
echo "== 3/3 Run"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec build/release/app/proscenium host --demo 4 "$@"
fi
echo "There is no display here, so the room is recorded without a window, for 20 seconds."
exec build/release/app/proscenium-room demo --for 20s "$@"
