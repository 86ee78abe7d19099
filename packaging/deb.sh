#!/usr/bin/env bash
# Builds the two Debian packages of the release it runs on, into build/packages: packaging/deb.sh [--build FOLDER] [--version VERSION]
# Without --build it first builds everything (preset release). Ends with the packages' paths.
set -euo pipefail
cd "$(dirname "$0")/.."

build=
version=
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$(realpath "$2"); shift ;;
        --version) version=$2; shift ;;
        --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
        *) echo "deb.sh: there is no option $1; see --help" >&2; exit 2 ;;
    esac
    shift
done

packaging/setup.sh build package >&2
if [ -z "$build" ]; then
    cmake --preset release >&2
    cmake --build --preset release --target proscenium proscenium-room icons >&2
    build=$PWD/build/release
fi

# shellcheck source=/dev/null
. /etc/os-release
version=${version:-$(sed -n 's/^project(Proscenium VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)}
# The same program for a later Debian is newer: so upgrading Debian upgrades it.
version=$version-1~deb$VERSION_ID
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CMakeLists.txt)}
export SOURCE_DATE_EPOCH

# dpkg-buildpackage wants a folder "debian" at the top, and leaves its work in it.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tree" build/packages
cp -r packaging/debian "$work/tree/debian"
cp -r CHANGELOG.md docs "$work/tree/"
packaging/sbom.py "$build" "${version%%-*}" >"$work/tree/sbom.cdx.json"
cat >"$work/tree/debian/changelog" <<EOF
proscenium ($version) $VERSION_CODENAME; urgency=medium

  * Built from the source of this version; see changelog.gz for its changes.

 -- The Proscenium developers <packages@proscenium.app>  $(LC_ALL=C date --utc -R -d "@$SOURCE_DATE_EPOCH")
EOF
(cd "$work/tree" && umask 022 && LC_ALL=C.UTF-8 PROSCENIUM_BUILD=$build dpkg-buildpackage --build=binary --no-sign --no-check-builddeps >"$work/log" 2>&1) || {
    cat "$work/log" >&2
    exit 1
}
grep -i 'warning' "$work/log" >&2 || true
rm -f build/packages/proscenium*_"$version"_*.deb
mv "$work"/*.deb build/packages/
cp "$work/tree/sbom.cdx.json" "build/packages/proscenium_$version.cdx.json"
ls "$PWD"/build/packages/proscenium*_"$version"_*.deb
