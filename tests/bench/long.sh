#!/usr/bin/env bash
# Records 24 hours in virtual time with the real engine (small frame size, clocks that drift by 100 ppm), reopens the file and prints its length, its
# audio/video offset and the memory used on the way. Exits with an error when one of these is out of range.
# Usage: tests/bench/long.sh [--hours 24]. Builds the release program unless LONG_RECORDING names one.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../.."
if [ -z "${LONG_RECORDING:-}" ]; then
    cmake --preset release >/dev/null
    cmake --build --preset release --target long_recording
    LONG_RECORDING="$PWD/build/release/tests/bench/long_recording"
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
nice "$LONG_RECORDING" --work "$work/film" "$@"
