#!/usr/bin/env bash
# Makes a disk image of Proscenium.app, with a link to the folder for programs beside it: packaging/macos/dmg.sh FOLDER/Proscenium.app FILE.dmg
# Signs it where PROSCENIUM_SIGN_IDENTITY is set. Never run on a Mac yet.
set -euo pipefail
app=${1:?the bundle}
out=${2:?the file to make}
command -v hdiutil >/dev/null || { echo "dmg.sh: hdiutil is missing, which is part of macOS." >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -R "$app" "$work/"
ln -s /Applications "$work/Applications"
hdiutil create -volname Proscenium -srcfolder "$work" -fs HFS+ -format UDZO -ov "$out"
if [ -n "${PROSCENIUM_SIGN_IDENTITY:-}" ] && [ "$PROSCENIUM_SIGN_IDENTITY" != - ]; then
    codesign --sign "$PROSCENIUM_SIGN_IDENTITY" --timestamp "$out"
fi
