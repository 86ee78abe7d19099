#!/usr/bin/env bash
# Makes the program's icon from resources/icons/proscenium.svg: packaging/icons.sh ico|icns|png FILE [PIXELS]
# ico for Windows (rsvg-convert and icotool, or ImageMagick 7), icns for macOS (rsvg-convert and png2icns, or a Mac's own iconutil).
set -euo pipefail
svg=$(cd "$(dirname "$0")/.." && pwd)/resources/icons/proscenium.svg
kind=${1:?ico, icns or png}
out=${2:?the file to make}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# png PIXELS FILE
png() {
    if command -v rsvg-convert >/dev/null; then
        rsvg-convert --width "$1" --height "$1" "$svg" --output "$2"
    elif command -v magick >/dev/null; then
        magick -background none -density 1536 "$svg" -resize "$1x$1" "PNG32:$2"
    else
        echo "icons.sh: an icon needs rsvg-convert (Debian: librsvg2-bin, Homebrew: librsvg) or ImageMagick 7." >&2
        exit 1
    fi
}

case $kind in
    png) png "${3:?how many pixels}" "$out" ;;
    ico)
        pictures=()
        for pixels in 16 24 32 48 64 256; do
            png $pixels "$work/$pixels.png"
            pictures+=("$work/$pixels.png")
        done
        if command -v icotool >/dev/null; then
            # Windows reads the large one as PNG, and wants the small ones as bitmaps.
            icotool --create --output="$out" --raw="$work/256.png" "${pictures[@]:0:5}"
        else
            magick "${pictures[@]}" "$out"
        fi
        ;;
    icns)
        if command -v iconutil >/dev/null; then
            set=$work/proscenium.iconset
            mkdir "$set"
            for pixels in 16 32 128 256 512; do
                png $pixels "$set/icon_${pixels}x$pixels.png"
                png $((pixels * 2)) "$set/icon_${pixels}x$pixels@2x.png"
            done
            iconutil --convert icns --output "$out" "$set"
        else
            pictures=()
            for pixels in 16 32 48 128 256 512 1024; do
                png $pixels "$work/$pixels.png"
                pictures+=("$work/$pixels.png")
            done
            png2icns "$out" "${pictures[@]}" >/dev/null
        fi
        ;;
    *) echo "icons.sh: ico, icns or png, not $kind." >&2; exit 2 ;;
esac
