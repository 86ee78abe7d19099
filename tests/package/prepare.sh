#!/usr/bin/env bash
# Builds the Debian packages, as this version and as one before it, and installs the earlier one in a chroot:
# tests/package/prepare.sh BUILD_FOLDER FOLDER. Leaves FOLDER/root, FOLDER/now/*.deb and FOLDER/before/*.deb. Exit code 77: not possible here.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=$1
folder=$2

# shellcheck source=/dev/null
. /etc/os-release
mkdir -p "$folder"
rm -rf "${folder:?}/now" "${folder:?}/before"
mkdir "$folder/now" "$folder/before"
packaging/deb.sh --build "$build" | xargs -I {} mv {} "$folder/now/"
# The same programs, as the version before.
for deb in "$folder"/now/*.deb; do
    content=$(mktemp -d)
    dpkg-deb --raw-extract "$deb" "$content"
    sed -i '/^Version:\|^Depends:/s/[0-9.]*-1~deb/0.0.9-1~deb/' "$content/DEBIAN/control"
    dpkg-deb --build --root-owner-group "$content" "$folder/before/" >/dev/null
    rm -rf "$content"
done

if [ ! -e "$folder/root/etc/debian_version" ]; then
    packaging/chroot.sh "$VERSION_CODENAME" "$folder/root"
fi
# What a desktop has anyway, the media server, and what the tests look with.
rm -rf "${folder:?}"/root/tmp/* "${folder:?}/root/home/alice"/*
cp "$folder"/before/proscenium-room_*.deb "$folder/root/tmp/room.deb"
cp "$folder"/before/proscenium_*.deb "$folder/root/tmp/desktop.deb"
# shellcheck disable=SC2016 # the inner shell's own
unshare --mount --pid --fork -- bash -euo pipefail -c '
    mount --bind "$1" "$1"
    mount -t proc proc "$1/proc"
    mount --bind /dev "$1/dev"
    cp /etc/resolv.conf "$1/etc/resolv.conf"
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    chroot "$1" apt-get -o Acquire::Retries=3 update -q
    chroot "$1" apt-get -o Acquire::Retries=3 install -y -q --no-install-recommends --allow-downgrades /tmp/room.deb /tmp/desktop.deb janus desktop-file-utils \
        procps strace xdg-utils
    chroot "$1" apt-get clean
    chroot "$1" sh -c "id alice 2>/dev/null || useradd --create-home --uid 1000 alice"
' chroot "$folder/root"
rm "$folder/root/tmp/room.deb" "$folder/root/tmp/desktop.deb"
