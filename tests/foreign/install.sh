#!/bin/sh
# install.sh SOURCE FOLDER: installs a foreign program (package.json with its lock file) from SOURCE into FOLDER.
# Exits with 77 (skipped) where Node is missing or too old.
set -e
command -v npm >/dev/null || { echo "skipped: npm is not installed"; exit 77; }
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' || {
    echo "skipped: Node $(node --version) is older than 20.19"
    exit 77
}
mkdir -p "$2"
cp "$1"/package.json "$1"/package-lock.json "$1"/*.mjs "$2"
cd "$2"
if [ -d node_modules ] && cmp -s package-lock.json .installed-lock.json; then
    echo "installed already"
    exit 0
fi
npm ci --omit=optional --no-audit --no-fund
cp package-lock.json .installed-lock.json
