#!/usr/bin/env bash
# Builds the Debian packages twice, from the same commit in two folders, and compares them: packaging/check_reproducible.sh
# Takes about 20 minutes. Where they differ, diffoscope, if it is installed, shows how (https://reproducible-builds.org/).
set -euo pipefail
cd "$(dirname "$0")/.."

packaging/setup.sh build package
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
commit=$(git rev-parse HEAD)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$commit")
export SOURCE_DATE_EPOCH
# Nothing that one build made may serve the other.
export CCACHE_DISABLE=1
for folder in one another/and/longer; do
    echo "== Build in $folder"
    mkdir -p "$work/$folder"
    git archive "$commit" | tar -x -C "$work/$folder"
    (cd "$work/$folder" && packaging/deb.sh >"$work/${folder%%/*}.list" 2>"$work/log") || { cat "$work/log"; exit 1; }
done
result=0
while read -r first && read -r second <&3; do
    if cmp "$first" "$second"; then
        echo "$(sha256sum <"$first" | cut -c1-16) $(basename "$first"): the same in both folders"
    else
        result=1
        if command -v diffoscope >/dev/null; then
            diffoscope "$first" "$second" || true
        fi
    fi
done <"$work/one.list" 3<"$work/another.list"
exit "$result"
