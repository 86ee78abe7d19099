#!/usr/bin/env bash
# Makes an AppImage of a build: packaging/appimage.sh [BUILD_FOLDER [FILE]], by default of build/ci, as build/ci/Proscenium-x86_64.AppImage.
# It holds the programs, Debian's Janus, and the libraries and plugins of this computer but for those in packaging/appimage/excludelist; it
# runs where the C library is as new as here. The head is packaging/appimage/runtime.c, or appimagetool's where that is installed.
# Needs packaging/setup.sh build run appimage.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/ci}
out=$(realpath -m "${2:-$build/Proscenium-$(uname -m).AppImage}")
id=app.proscenium.Proscenium
multiarch=/usr/lib/$(gcc -print-multiarch)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
app=$work/AppDir
lib=$app/usr/lib

mapfile -t gstreamer_plugins < <(sed '/^#/d' packaging/gstreamer_plugins.txt)
gstreamer_plugins+=(
    # Qt's cameras and microphones, and its player.
    audioconvert audioresample autodetect jpeg playback pulseaudio rawparse typefindfunctions video4linux2 videoconvertscale videorate volume
    audioparsers faad isomp4 openh264 soup
)
# Folders of Qt's plugins, each with the files that are wanted.
qt_plugins=(
    'platforms/libq{xcb,wayland-egl,wayland-generic,offscreen,minimal}.so' 'xcbglintegrations/*' 'wayland-{decoration-client,graphics-integration-client,shell-integration}/*'
    'platforminputcontexts/*'
    'imageformats/libq{svg,jpeg,ico}.so' 'iconengines/*' 'multimedia/*' 'sqldrivers/libqsqlite.so' 'tls/*' 'networkinformation/*'
)

# copy FOLDER FILE...
copy() {
    local folder=$1
    shift
    mkdir -p "$folder"
    cp --dereference "$@" "$folder"
}

install_programs() {
    cmake --install "$build" --prefix "$app/usr" >/dev/null
    strip "$app/usr/bin/"*
    copy "$app/usr/bin" /usr/bin/janus
    copy "$lib/janus/plugins" "$multiarch/janus/plugins/libjanus_videoroom.so"
    copy "$lib/janus/transports" "$multiarch/janus/transports/libjanus_websockets.so"
    copy "$app" packaging/appimage/AppRun "$app/usr/share/applications/$id.desktop" "$app/usr/share/icons/hicolor/scalable/apps/$id.svg"
    ln -s "$id.svg" "$app/.DirIcon"
    copy "$app/usr/share/doc/proscenium" LICENSE
}

install_plugins() {
    local name pattern file qt
    for name in "${gstreamer_plugins[@]}"; do
        copy "$lib/gstreamer-1.0" "$multiarch/gstreamer-1.0/libgst$name.so"
    done
    copy "$lib/gstreamer-1.0" "$multiarch/gstreamer1.0/gstreamer-1.0/gst-plugin-scanner"
    # The plugin loads it by name.
    copy "$lib" "$multiarch/libsoup-3.0.so.0"
    # libsrtp, which Janus and GStreamer use, encrypts by NSS, which loads these by name from beside itself.
    copy "$lib" "$multiarch"/lib{softokn3,freebl3,freeblpriv3}.so
    mkdir "$lib/gio"
    qt=$(qtpaths6 --plugin-dir)
    for pattern in "${qt_plugins[@]}"; do
        for file in $(eval "ls -d $qt/$pattern" 2>/dev/null); do
            copy "$lib/qt6/plugins/$(basename "$(dirname "$file")")" "$file"
        done
    done
    [ -f "$lib/qt6/plugins/platforms/libqwayland-generic.so" ] || { echo "appimage.sh: Qt's Wayland plugin is missing (qt6-wayland)." >&2; exit 1; }
    copy "$app/usr/share/qt6/translations" "$(qtpaths6 --query QT_INSTALL_TRANSLATIONS)"/qtbase_{de,he}.qm
    printf '[Paths]\nPrefix = ..\nPlugins = lib/qt6/plugins\nTranslations = share/qt6/translations\n' >"$app/usr/bin/qt.conf"
}

# All programs and libraries in the AppDir.
binaries() {
    find "$app/usr/bin" "$lib" -type f | while read -r file; do
        [ "$(head -c 4 "$file")" != $'\x7fELF' ] || echo "$file"
    done
}

# ldd names what libraries need, too, so one look is enough. What is loaded by name comes with the plugins above, but
# for OpenSSL, which the programs link, too.
install_libraries() {
    local name file
    binaries | xargs -d '\n' ldd >"$work/needed" 2>/dev/null || true
    if grep 'not found' "$work/needed"; then
        echo "appimage.sh: these libraries are missing here." >&2
        exit 1
    fi
    sed -n 's/^\t\([^ ]*\) => \(\/[^ ]*\) .*/\1 \2/p' "$work/needed" | sort -u | while read -r name file; do
        if ! grep -qxF "$name" packaging/appimage/excludelist && [ ! -e "$lib/$name" ]; then
            copy "$lib" "$file"
            [ "$(basename "$file")" = "$name" ] || mv "$lib/$(basename "$file")" "$lib/$name"
        fi
    done
}

# Each file finds the libraries from where it is. Janus's modules cannot: the service links to them from a folder of its own, and the linker takes
# that for their place. Without a path of their own they get that of the program, if it is of the old kind, which is inherited.
set_run_paths() {
    binaries | while read -r file; do
        patchelf --set-rpath "\$ORIGIN/$(realpath --relative-to="$(dirname "$file")" "$lib")" "$file"
    done
    patchelf --remove-rpath "$lib"/janus/*/*.so
    patchelf --force-rpath --set-rpath "\$ORIGIN/../lib" "$app/usr/bin/janus"
}

pack() {
    mkdir -p "$(dirname "$out")"
    if command -v appimagetool >/dev/null; then
        ARCH=$(uname -m) appimagetool "$app" "$out"
        return
    fi
    gcc -std=c11 -O2 -Wall -Wextra -static packaging/appimage/{runtime,unpack,mount}.c -o "$work/runtime" \
        -lsquashfuse_ll -lsquashfuse -lfuse3 -lzstd -llzma -llz4 -llzo2 -lz -lpthread -ldl 2>"$work/warnings" || { cat "$work/warnings" >&2; exit 1; }
    strip "$work/runtime"
    printf 'AI\x02' | dd of="$work/runtime" bs=1 seek=8 conv=notrunc status=none
    mksquashfs "$app" "$work/image" -comp zstd -root-owned -noappend -quiet -no-progress
    cat "$work/runtime" "$work/image" >"$out"
    chmod 755 "$out"
}

install_programs
install_plugins
install_libraries
set_run_paths
pack
echo "$out"
