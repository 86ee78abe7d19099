#!/usr/bin/env bash
# Makes the AppImage of build/ci, and runs it as an ordinary user on Debian 12 and 13 that have nothing but a minimal system and what
# packaging/appimage/excludelist leaves to the computer: its version, and a room that is recorded for 10 seconds; mounted by FUSE, and unpacked.
# Prints a line for each. packaging/check_all.sh runs it as root; results belong, with their date, in packaging/RESULTS.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-build/appimage}
mkdir -p "$folder"
folder=$(realpath "$folder")
image=$(packaging/appimage.sh build/ci "$folder/Proscenium.AppImage" | tail -1)

# The packages that bring what is on the list.
expected=(
    libegl1 libexpat1 libfontconfig1 libfreetype6 libfribidi0 libgbm1 libgl1 libharfbuzz0b libjack0 libpipewire-0.3-0 libsm6 libusb-1.0-0
    libwayland-client0 libx11-6 libx11-xcb1 libxcb-dri2-0 libxcb-dri3-0
)

# in_chroot FOLDER COMMAND: as an ordinary user, with a network of its own. The chroot's root is a mount point, as on a computer.
in_chroot() {
    # shellcheck disable=SC2016 # the inner shell's
    unshare --mount --propagation private bash -c '
        root=$0
        mount --bind "$root" "$root"
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
        exec tests/in_namespace.sh timeout 400 chroot --userspec=user "$root" \
            /usr/bin/env -i HOME=/home/user PATH=/usr/bin:/bin LC_ALL=C.UTF-8 "$@"' "$1" sh -c "$2"
}

for suite in bookworm trixie; do
    root=$folder/$suite
    sound=libasound2
    [ $suite = bookworm ] || sound=libasound2t64
    packaging/chroot.sh $suite "$root" "${expected[@]}" $sound
    chroot "$root" useradd --create-home user
    install -m 755 "$image" "$root/home/user/Proscenium.AppImage"
    for way in mounted unpacked; do
        unpack=
        [ $way = mounted ] || unpack='export APPIMAGE_EXTRACT_AND_RUN=1;'
        in_chroot "$root" "$unpack cd; umask 077
            ./Proscenium.AppImage room --version
            ./Proscenium.AppImage room demo --for 10s --participants 2 --out demo-$way
            find demo-$way -name '*.mp4' | grep -q . || { echo 'no recording' >&2; exit 1; }
            # The process that serves a mounted image ends a moment after the program.
            for i in 1 2 3 4 5 6 7 8 9 10; do [ -z \"\$(ls -A /tmp)\" ] && break; sleep 0.2; done
            [ -z \"\$(ls -A /tmp)\" ] || { ls -A /tmp >&2; echo 'left behind' >&2; exit 1; }"
        echo "$suite, $way: recorded"
    done
done
