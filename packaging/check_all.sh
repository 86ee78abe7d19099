#!/usr/bin/env bash
# What packaging/check.sh does, with what takes longer: tests that wait for minutes, every row of tests/chaos at length, and clang-tidy over
# everything. About three hours. Results belong, with their date, in the RESULTS.md of tests/chaos.
set -euo pipefail
cd "$(dirname "$0")/.."

export PROSCENIUM_LONG=1
export PROSCENIUM_FUZZ_SECONDS=600
packaging/check.sh
PROSCENIUM_ROOM="$PWD/build/ci/app/proscenium-room" tests/chaos/run.sh
echo "== Other systems"
packaging/check_windows.sh --all || [ $? -eq 77 ]
packaging/check_macos.sh --all || [ $? -eq 77 ]
echo "== The same packages twice"
packaging/check_reproducible.sh
echo "== AppImage on Debian 12 and 13"
packaging/setup.sh build run appimage
tests/package/appimage.sh
echo "== clang-tidy"
packaging/setup.sh lint
cmake --preset dev >/dev/null
run-clang-tidy-19 -quiet -p build/dev "^$PWD/(app|ui)/.*\.cpp$"
