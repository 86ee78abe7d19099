#!/usr/bin/env bash
# Installs what is missing, builds with warnings as errors and passes every test. Ends with CTest's summary.
# Arguments go to ctest, for example: packaging/check.sh -R journal
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== 1/4 Packages"
packaging/setup.sh build run test package
echo "== 2/4 Build"
cmake --preset ci >/dev/null
cmake --build --preset ci
echo "== 3/4 Tests"
# As on a usual desktop: nobody may need more descriptors than the soft limit gives before we raise it.
ulimit -S -n 1024
result=0
ctest --preset ci "$@" || result=$?
if [ "$result" -ne 0 ]; then
    echo "== Why tests failed"
    packaging/failures.sh build/ci
    exit "$result"
fi
if [ $# -gt 0 ]; then
    exit 0
fi
echo "== 4/4 Programs without the room service"
# In the same folder, where every other object is the same: only the two programs are linked again. The complete ones come back afterwards.
complete=build/ci/complete/proscenium-room
install -D build/ci/app/proscenium-room "$complete"
cmake --preset ci -DPROSCENIUM_SERVICE=OFF -DPROSCENIUM_COMPLETE="$PWD/$complete" >/dev/null
cmake --build --preset ci
ctest --preset ci -L client || result=$?
cmake --preset ci -DPROSCENIUM_SERVICE=ON >/dev/null
cmake --build --preset ci --target proscenium proscenium-room
exit "$result"
