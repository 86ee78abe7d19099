#!/usr/bin/env bash
# Makes a minimal Debian system in a folder, to try packages in: packaging/chroot.sh SUITE FOLDER [PACKAGE...]
# It comes from the mirror that this machine uses. Exit code 77, after a sentence, where such a system cannot be made.
set -euo pipefail

suite=$1
folder=$2
shift 2

skip() {
    echo "chroot.sh: $1" >&2
    exit 77
}
[ "$(id -u)" -eq 0 ] || skip "only root can make a chroot"
command -v mmdebstrap >/dev/null || skip "mmdebstrap is not installed; run packaging/setup.sh package"
unshare --mount true 2>/dev/null || skip "this machine allows no mounts"

# shellcheck source=/dev/null
here=$(. /etc/os-release && echo "$VERSION_CODENAME")
sources=$(mktemp)
trap 'rm -f "$sources"' EXIT
# shellcheck disable=SC2016 # apt's own placeholders
apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | sort -u | while read -r address release; do
    case $release in
        "$here" | "$here-updates" | "$here-security") echo "deb $address ${release/$here/$suite} main" ;;
    esac
done >"$sources"
[ -s "$sources" ] || skip "the package lists name no Debian mirror; run apt-get update"

rm -rf "$folder"
mkdir -p "$folder"
include=$(IFS=,; echo "$*")
# Nobody needs a chroot that survives a power cut.
# shellcheck disable=SC2016 # mmdebstrap passes the folder to its hooks as $1
mmdebstrap --quiet --variant=minbase --dpkgopt=force-unsafe-io ${include:+"--include=$include"} \
    --aptopt='Acquire::Retries "3"' --aptopt='Acquire::Check-Valid-Until "false"' \
    --customize-hook='printf "force-unsafe-io\n" >"$1/etc/dpkg/dpkg.cfg.d/unsafe-io"' \
    "$suite" "$folder" "$sources"
