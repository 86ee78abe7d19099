#!/usr/bin/env bash
# Has Apple check a signed disk image, and fastens the answer to it: packaging/macos/notarise.sh FILE.dmg
# Never run on a Mac yet. From the environment: PROSCENIUM_APPLE_ID, PROSCENIUM_APPLE_TEAM, PROSCENIUM_APPLE_PASSWORD (made for this program at
# Apple's account page).
set -euo pipefail
image=${1:?the disk image}
for name in PROSCENIUM_APPLE_ID PROSCENIUM_APPLE_TEAM PROSCENIUM_APPLE_PASSWORD; do
    if [ -z "${!name:-}" ]; then
        echo "notarise.sh: $name is missing: notarising needs the Apple ID, its team and a password made for this program." >&2
        exit 1
    fi
done
command -v xcrun >/dev/null || { echo "notarise.sh: xcrun is missing, which comes with Xcode on a Mac." >&2; exit 1; }

xcrun notarytool submit "$image" --wait \
    --apple-id "$PROSCENIUM_APPLE_ID" --team-id "$PROSCENIUM_APPLE_TEAM" --password "$PROSCENIUM_APPLE_PASSWORD"
xcrun stapler staple "$image"
