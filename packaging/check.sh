#!/usr/bin/env bash
# Installs what is missing, builds with warnings as errors and passes every test but the long ones (label "long"; they run too with PROSCENIUM_LONG=1, as in
# check_all.sh). Ends with CTest's summary.
# Arguments go to ctest, for example: packaging/check.sh -R journal
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== 1/3 Packages"
packaging/setup.sh build run test package
echo "== 2/3 Build"
cmake --preset ci >/dev/null
cmake --build --preset ci
echo "== 3/3 Tests"
# As on a usual desktop: nobody may need more descriptors than the soft limit gives before we raise it.
ulimit -S -n 1024
result=0
ctest --preset "$([ -n "${PROSCENIUM_LONG:-}" ] && echo all || echo ci)" "$@" || result=$?
if [ "$result" -ne 0 ]; then
    echo "== Why tests failed"
    packaging/failures.sh build/ci
fi
# Only the two programs differ; in the same folder that takes seconds.
if [ "$result" -eq 0 ] && [ $# -eq 0 ]; then
    echo "== Programs without the room service"
    packaging/check_client.sh || result=$?
fi
exit "$result"
