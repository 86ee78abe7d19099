#!/usr/bin/env bash
# Builds and tests on Debian 13, in a chroot on this machine: packaging/trixie.sh [FOLDER]. Warnings are errors. Takes an hour and 5 GB; needs root.
# Debian 13 has no package "janus", so what needs it is left out, as are the browsers. The result belongs, with its date, in packaging/RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-/var/tmp/proscenium-trixie}

# The packages of some sections of packages.txt, without Janus.
mapfile -t packages < <(awk '
    { sub(/#.*/, "") }
    /^\[/ { wanted = $0 == "[build]" || $0 == "[run]" || $0 == "[package]"; next }
    wanted && NF && $1 != "janus" { print $1 }' packaging/packages.txt)

if [ ! -e "$folder/etc/debian_version" ]; then
    packaging/chroot.sh trixie "$folder" "${packages[@]}" ffmpeg git procps
fi
rm -rf "$folder/src/app" "$folder/src/ui" "$folder/src/tests"
mkdir -p "$folder/src"
git archive HEAD | tar -x -C "$folder/src"
# shellcheck disable=SC2016 # the inner shell's own
exec unshare --mount --pid --fork --kill-child -- bash -euo pipefail -c '
    mount --bind "$1" "$1"
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    export HOME=/root LC_ALL=C.UTF-8
    chroot "$1" sh -ec "cd /src && cmake --preset ci && cmake --build --preset ci && ulimit -S -n 1024 && ctest --preset ci"
' trixie "$folder"
