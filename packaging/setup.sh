#!/usr/bin/env bash
# Installs the Debian packages of the given sections of packages.txt, as far as they are missing.
# Usage: packaging/setup.sh SECTION...
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

wanted() {
    local section="" line package command
    while IFS= read -r line; do
        line=${line%%#*}
        line=$(echo "$line" | xargs)
        case "$line" in
            "") continue ;;
            \[*\]) section=${line:1:-1}; continue ;;
        esac
        package=${line%% = *}
        command=${line#* = }
        for s in "$@"; do
            if [ "$s" = "$section" ]; then
                if [ "$command" != "$line" ] && command -v "$command" >/dev/null; then continue; fi
                echo "$package"
            fi
        done
    done <"$here/packages.txt"
}

missing=()
for package in $(wanted "$@"); do
    if ! dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
        missing+=("$package")
    fi
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "Every package is installed."
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "This script installs Debian packages, and apt-get is not here. Install these yourself: ${missing[*]}" >&2
    exit 1
fi
sudo=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "Missing packages can only be installed as root or with sudo: ${missing[*]}" >&2
        exit 1
    fi
    sudo=(sudo)
fi
echo "Installing ${#missing[@]} packages: ${missing[*]}"
"${sudo[@]}" apt-get update -q
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
