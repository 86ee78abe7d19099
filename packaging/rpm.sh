#!/usr/bin/env bash
# Builds the two RPM packages for the distribution it runs on, into build/packages: packaging/rpm.sh [--build FOLDER]
# Without --build it first builds everything (preset release). Ends with the packages' paths.
set -euo pipefail
cd "$(dirname "$0")/.."

build=
while [ $# -gt 0 ]; do
    case $1 in
        --build) build=$(realpath "$2"); shift ;;
        --help) sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "$0"; exit 0 ;;
        *) echo "rpm.sh: there is no option $1; see --help" >&2; exit 2 ;;
    esac
    shift
done
if [ -z "$build" ]; then
    cmake --preset release >&2
    cmake --build --preset release --target proscenium proscenium-room icons >&2
    build=$PWD/build/release
fi

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CMakeLists.txt)}
export SOURCE_DATE_EPOCH
folder=$PWD/build/packages
rm -f "$folder"/proscenium*.rpm
mkdir -p "$folder"
umask 022
cpack --config "$build/CPackConfig.cmake" -G RPM -B "$folder" >&2
rm -rf "$folder/_CPack_Packages"
ls "$folder"/proscenium*.rpm
