#!/usr/bin/env bash
# Builds (release), measures everything next to a reference, prints the tables and saves them with the raw lines in tests/bench/results. For
# comparable figures run nothing else meanwhile. Takes about 28 minutes, with --quick about 5; --help lists the options. BUILD=FOLDER names a build
# folder (of a CMake preset) whose programs are built already.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
cd "$here/../.."
targets=(bench_record long_recording proscenium-room proscenium)
build="${BUILD:-build/release}"
export BENCH_RECORD="$PWD/$build/tests/bench/recorder/bench_record" LONG_RECORDING="$PWD/$build/tests/bench/long_recording"
export PROSCENIUM_ROOM="$PWD/$build/app/proscenium-room" PROSCENIUM_PROGRAM="$PWD/$build/app/proscenium" BENCH_ARGUMENTS="$*"
for argument in "$@"; do
    if [ "$argument" = --help ]; then exec node "$here/bench.mjs" --help; fi
done
if [ -z "${BUILD:-}" ]; then
    cmake --preset release >/dev/null
    cmake --build --preset release --target "${targets[@]}"
fi
if [ ! -d tests/web/node_modules ]; then
    (cd tests/web && npm ci --ignore-scripts --no-audit --no-fund)
fi
exec tests/in_namespace.sh node "$here/bench.mjs" --work "$PWD/build/bench-media" "$@"
