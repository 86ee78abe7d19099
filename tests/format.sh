#!/usr/bin/env bash
# Every C++ file is as .clang-format says. Usage: tests/format.sh CLANG_FORMAT
set -euo pipefail
mapfile -t files < <(find app ui tests -name node_modules -prune -o \( -name '*.cpp' -o -name '*.h' \) -print)
"$1" --dry-run -Werror "${files[@]}" 2>&1 | grep -E 'error:' | sed 's/: code should.*//' | cut -d: -f1 | sort | uniq -c && {
    echo "Run: $1 -i on these files."
    exit 1
}
echo "${#files[@]} files are formatted."
