#!/usr/bin/env bash
# Builds the fuzzers with clang, AddressSanitizer and UBSan, and runs each for PROSCENIUM_FUZZ_SECONDS (60), all at once. An input that breaks something is kept in
# build/fuzz/found, and named; add it to tests/fuzz/corpus once it is mended. What is found new in a run is not kept.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${PROSCENIUM_FUZZ_SECONDS:-60}
fuzzers=(protocol mp4 http_head jwt)

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzzers
found=build/fuzz/found
mkdir -p "$found"

fuzz() {
    local name=$1 dictionary=tests/fuzz/$1.dict work
    work=$(mktemp -d)
    local arguments=("-max_total_time=$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 "-artifact_prefix=$found/$name-")
    if [ -e "$dictionary" ]; then
        arguments+=("-dict=$dictionary")
    fi
    # What grows is a corpus of this run; the committed one is only read.
    "build/fuzz/tests/fuzz/fuzz_$name" "${arguments[@]}" "$work" "tests/fuzz/corpus/$name" >"build/fuzz/$name.log" 2>&1
    local result=$?
    rm -r "$work"
    return "$result"
}

failed=0
declare -A running=()
for name in "${fuzzers[@]}"; do
    (set +e; fuzz "$name") &
    running[$name]=$!
done
for name in "${fuzzers[@]}"; do
    result=0
    wait "${running[$name]}" || result=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$name.log")
    echo "$name: ${runs:-?} runs in $seconds s, result $result"
    if [ "$result" -ne 0 ]; then
        failed=1
        tail -60 "build/fuzz/$name.log"
    fi
done
exit "$failed"
