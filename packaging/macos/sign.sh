#!/usr/bin/env bash
# Signs Proscenium.app for the hardened runtime: packaging/macos/sign.sh FOLDER/Proscenium.app
# PROSCENIUM_SIGN_IDENTITY names the certificate in the keychain ("Developer ID Application: ..."), or is "-" for a signature that holds on this
# computer only. Never run on a Mac yet.
#
# The entitlements: camera and microphone, which the hardened runtime refuses otherwise; and JIT, because GStreamer's Orc writes code for the
# conversion of sound. The network needs none, as the program is not sandboxed. (codesign accepts no comments in that file.)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
app=${1:?the bundle}
if [ -z "${PROSCENIUM_SIGN_IDENTITY:-}" ]; then
    echo "sign.sh: PROSCENIUM_SIGN_IDENTITY is missing: the name of your Developer ID Application certificate, or - to try it on this computer." >&2
    exit 1
fi
command -v codesign >/dev/null || { echo "sign.sh: codesign is missing, which comes with Xcode on a Mac." >&2; exit 1; }

options=(--force --options runtime --sign "$PROSCENIUM_SIGN_IDENTITY")
# Apple's clock cannot vouch for a signature without a certificate.
[ "$PROSCENIUM_SIGN_IDENTITY" = - ] || options+=(--timestamp)

# From the inside out: a signature covers those inside it.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 | sort -z | while IFS= read -r -d '' library; do
    codesign "${options[@]}" "$library"
done
find "$app/Contents/Frameworks" -maxdepth 1 -name '*.framework' -print0 2>/dev/null | sort -z | while IFS= read -r -d '' framework; do
    codesign "${options[@]}" "$framework"
done
codesign "${options[@]}" --entitlements "$here/proscenium.entitlements" "$app/Contents/MacOS/proscenium-room"
codesign "${options[@]}" --entitlements "$here/proscenium.entitlements" "$app"
codesign --verify --deep --strict "$app"
