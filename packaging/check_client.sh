#!/usr/bin/env bash
# Builds the programs without the room service and tests them against complete ones: after packaging/check.sh, in its build folder, where every
# other object is the same. Only the two programs are linked again; the complete ones come back afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."

complete=build/ci/complete/proscenium-room
install -D build/ci/app/proscenium-room "$complete"
cmake --preset ci -DPROSCENIUM_SERVICE=OFF -DPROSCENIUM_COMPLETE="$PWD/$complete" >/dev/null
cmake --build --preset ci
result=0
ctest --preset ci -L client || result=$?
cmake --preset ci -DPROSCENIUM_SERVICE=ON >/dev/null
cmake --build --preset ci --target proscenium proscenium-room
exit "$result"
