#!/usr/bin/env bash
# Puts everything that is installed on Windows into a folder, for installer.sh: packaging/windows/stage.sh BUILD_FOLDER FOLDER
# Runs in MSYS2's UCRT64 shell. Never run on Windows yet.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?the build folder}
stage=${2:?the folder to fill}
: "${MINGW_PREFIX:?stage.sh: run it in the UCRT64 shell of MSYS2}"

rm -rf "$stage"
cmake --install "$build" --prefix "$stage"
# GStreamer's library looks for its plugins in lib/gstreamer-1.0 beside itself.
plugins=lib/gstreamer-1.0
mkdir -p "$stage/$plugins"
while read -r name; do
    cp "$MINGW_PREFIX/$plugins/libgst$name.dll" "$stage/$plugins/"
done < <(sed '/^#/d' "$here/../gstreamer_plugins.txt")
windeployqt6 --no-compiler-runtime --no-opengl-sw "$stage/proscenium.exe"

# What all of these name, in turn, as far as it is not Windows' own.
find "$stage" \( -name '*.exe' -o -name '*.dll' \) -exec ldd {} + | sed -n "s,.* => \($MINGW_PREFIX/bin/[^ ]*\) .*,\1,p" | sort -u \
    | xargs -d '\n' cp --update --target-directory="$stage"
