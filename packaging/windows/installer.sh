#!/usr/bin/env bash
# Makes the installer from a folder that holds what is to be installed: packaging/windows/installer.sh FOLDER FILE.exe [VERSION]
# Needs makensis, and what packaging/icons.sh needs. Runs on Linux, and in the Bash that Git brings to Windows.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
stage=$(cd "${1:?the folder with what is to be installed}" && pwd)
out=$(realpath -m "${2:?the file to make}")
version=${3:-$(sed -n 's/^project(Proscenium VERSION \([0-9.]*\).*/\1/p' "$here/../../CMakeLists.txt")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -f "$stage/proscenium.exe" ]; then
    echo "installer.sh: $stage has no proscenium.exe." >&2
    exit 1
fi

# asNsis COMMAND: each path of the input as a line of NSIS. A dollar sign would be a variable there.
as_nsis() {
    sed -e "s/\\$/\$\$/g" -e 's,/,\\,g' -e "s/.*/$1 \"\$INSTDIR\\\\&\"/"
}
{
    (cd "$stage" && find . -type f -printf '%P\n' | sort) | as_nsis Delete
    # The innermost folders first; RMDir leaves a folder that still holds something.
    (cd "$stage" && find . -mindepth 1 -type d -printf '%P\n' | sort --reverse) | as_nsis RMDir
} >"$work/remove_files.nsh"
sed -i '1i ; Made by installer.sh.' "$work/remove_files.nsh"

# Windows' makensis reads Windows' paths.
native() {
    if command -v cygpath >/dev/null; then cygpath --mixed "$1"; else echo "$1"; fi
}
"$here/../icons.sh" ico "$work/proscenium.ico"
makensis -V2 -WX -INPUTCHARSET UTF8 -DVERSION="$version" -DSTAGE="$(native "$stage")" -DWORK="$(native "$work")" -DOUTPUT="$(native "$out")" \
    "$(native "$here/proscenium.nsi")"
echo "$out"
