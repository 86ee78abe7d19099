#!/usr/bin/env bash
# Makes Proscenium.app of a build, with everything it needs: packaging/macos/bundle.sh BUILD_FOLDER FOLDER
# Never run on a Mac yet. Needs Qt's macdeployqt, and GStreamer, FFmpeg and the other libraries from Homebrew.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=${1:?the build folder}
out=${2:?the folder for Proscenium.app}
app=$out/Proscenium.app
contents=$app/Contents

for program in cmake macdeployqt pkg-config; do
    command -v "$program" >/dev/null || { echo "bundle.sh: $program is not installed." >&2; exit 1; }
done

rm -rf "$app"
# macos.cmake installs the bundle, with Info.plist, the sentences in all languages and the icon.
cmake --install "$build" --prefix "$out"

# GStreamer looks for its plugins in the folder gstreamer-1.0 beside its own library, which macdeployqt puts into Frameworks.
plugins=$(pkg-config --variable=pluginsdir gstreamer-1.0)
mkdir -p "$contents/Frameworks/gstreamer-1.0"
executables=("-executable=$contents/MacOS/proscenium-room")
while read -r name; do
    cp "$plugins/libgst$name.dylib" "$contents/Frameworks/gstreamer-1.0/"
    executables+=("-executable=$contents/Frameworks/gstreamer-1.0/libgst$name.dylib")
done < <(sed '/^#/d' "$here/../gstreamer_plugins.txt")

# It copies the libraries that these name, and what those name in turn, and changes the names to places in the bundle.
macdeployqt "$app" -always-overwrite "${executables[@]}"
cp "$here/../../LICENSE" "$contents/Resources/"
echo "$app"
