#!/usr/bin/env bash
# Type-checks the client's sources for Windows on Linux: MinGW's compiler and headers, and Debian's headers of the libraries.
#
#   packaging/check_windows.sh            what changed, and what includes that: see the base that it prints
#   packaging/check_windows.sh --since C  what differs from commit C
#   packaging/check_windows.sh --all      every source
#
# Warnings are errors. Nothing is linked or run; tests/disk runs the core of our files under Wine. Exits with 77 where MinGW is missing, so that
# ctest skips it.
set -euo pipefail
cd "$(dirname "$0")/.."

compiler=x86_64-w64-mingw32-g++-posix
if ! command -v $compiler >/dev/null || ! command -v node >/dev/null; then
    echo "check_windows.sh: left out, as it needs $compiler and node (packaging/setup.sh test)" >&2
    exit 77
fi
# As packaging/cmake/options.cmake on Windows. GCC 12's false warnings stand there, too.
exec node packaging/lint/type_check.mjs windows win32-g++ "$@" -- $compiler \
    -DUNICODE -D_UNICODE -DNOMINMAX -DWIN32_LEAN_AND_MEAN -D_WIN32_WINNT=0x0A00 -Wno-maybe-uninitialized -Wno-uninitialized
