#!/usr/bin/env bash
# Every C++ file is as .clang-format says. Usage: tests/format.sh CLANG_FORMAT
set -euo pipefail
mapfile -t files < <(find app ui tests -name node_modules -prune -o \( -name '*.cpp' -o -name '*.h' \) -print)
if ! faults=$("$1" --dry-run -Werror "${files[@]}" 2>&1); then
    sed -n 's/:[0-9]*:[0-9]*: error: code should.*//p' <<<"$faults" | sort | uniq -c
    echo "Run: $1 -i on these files."
    exit 1
fi
echo "${#files[@]} files are formatted."
