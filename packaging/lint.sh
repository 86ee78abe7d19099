#!/usr/bin/env bash
# Formats and lints what changed: clang-format 14, clang-tidy 19, ESLint 9, shellcheck, codespell.
#
#   packaging/lint.sh            what differs from the last commit, new files included
#   packaging/lint.sh --staged   what is staged (the pre-commit hook)
#   packaging/lint.sh --since C  what differs from commit C
#   packaging/lint.sh --all      everything but clang-tidy, which takes 70 minutes: packaging/check_all.sh runs it
#   packaging/lint.sh FILE...
#
# C++ files are formatted in place; --check only complains. clang-tidy runs where build/dev or build/debug says how a file is compiled (the
# other presets compile several files as one). Install the tools with packaging/setup.sh test lint. As a hook: git config core.hooksPath packaging/hooks
set -euo pipefail
cd "$(dirname "$0")/.."

check=
mode=changed
since=
files=()
while [ $# -gt 0 ]; do
    case $1 in
        --check) check=1 ;;
        --all) mode=all ;;
        --staged) mode=staged ;;
        --since) mode=since; since=$2; shift ;;
        --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
        -*) echo "lint.sh: there is no option $1; see --help" >&2; exit 2 ;;
        *) mode=files; files+=("$1") ;;
    esac
    shift
done

case $mode in
    changed) mapfile -t files < <({ git diff --name-only --diff-filter=d HEAD; git ls-files --others --exclude-standard; } | sort -u) ;;
    staged) mapfile -t files < <(git diff --cached --name-only --diff-filter=d) ;;
    since) mapfile -t files < <({ git diff --name-only --diff-filter=d "$since"; git ls-files --others --exclude-standard; } | sort -u) ;;
    all) mapfile -t files < <(git ls-files) ;;
esac

faults=0
# only PATTERN: the files whose names match, into $matching.
only() {
    matching=()
    for file in "${files[@]}"; do
        if [[ $file =~ $1 && -f $file ]]; then
            matching+=("$file")
        fi
    done
    [ ${#matching[@]} -gt 0 ]
}
# tool NAME COMMAND...: whether it is there; says how to install it where it is not.
tool() {
    if ! command -v "$1" >/dev/null; then
        echo "lint.sh: $1 is not installed; run packaging/setup.sh test lint" >&2
        faults=1
        return 1
    fi
}
complain() {
    echo "lint.sh: $1" >&2
    faults=1
}

clang_format=clang-format-14
command -v $clang_format >/dev/null || clang_format=clang-format
if only '\.(cpp|h)$' && tool $clang_format; then
    if [ -n "$check" ]; then
        $clang_format --dry-run -Werror "${matching[@]}" || complain "format them with packaging/lint.sh"
    else
        $clang_format -i "${matching[@]}"
        if [ $mode = staged ] && ! git diff --quiet -- "${matching[@]}"; then
            git diff --name-only -- "${matching[@]}"
            complain "these differ from what is staged, or were formatted just now: look at them and stage them"
        fi
    fi
fi

if [ $mode != all ] && only '\.cpp$'; then
    for build in build/dev build/debug; do
        [ -f "$build"/compile_commands.json ] && break
    done
    if [ ! -f "$build"/compile_commands.json ]; then
        echo "lint.sh: clang-tidy left out, as there is no build yet (cmake --preset dev)" >&2
    elif tool clang-tidy-19; then
        clang-tidy-19 --quiet -p "$build" "${matching[@]}" 2>/dev/null || complain "clang-tidy has found something"
    fi
fi

if only '\.m?js$' && tool npm; then
    eslint=packaging/lint/node_modules/.bin/eslint
    [ -x $eslint ] || npm --prefix packaging/lint ci --ignore-scripts --no-audit --no-fund --silent
    $eslint -c packaging/lint/eslint.config.mjs --no-warn-ignored "${matching[@]}" || complain "eslint has found something"
fi

if only '(\.sh|^\.ci/run|^packaging/hooks/.*)$' && tool shellcheck; then
    shellcheck -x "${matching[@]}" || complain "shellcheck has found something"
fi

# Languages other than English, and what programs wrote.
spelled='^(translations/|.*\.metainfo\.xml$|tests/fuzz/corpus/|resources/web/strings/(de|he)\.js|packaging/windows/texts/(de|he)\.nsh|packaging/macos/(de|he)\.lproj/|.*package-lock\.json|tests/bench/results/|.*\.(svg|png|mp4|der|pem)$)'
others=()
for file in "${files[@]}"; do
    if [[ -f $file && ! $file =~ $spelled ]]; then
        others+=("$file")
    fi
done
if [ ${#others[@]} -gt 0 ] && tool codespell; then
    codespell --ignore-words packaging/lint/words.txt "${others[@]}" || complain "codespell has found something; words that are right go into packaging/lint/words.txt"
fi

exit $faults
