#!/usr/bin/env bash
# Runs a Windows program under Wine, in the Wine folder that WINEPREFIX names; makes that first. Replaces itself by the program, so that killing
# this process kills that. Ends with 77, skipped, where there is no Wine or no MinGW to have built the program.
# Usage: WINEPREFIX=FOLDER tests/disk/in_wine.sh PROGRAM [ARGUMENT...]
set -euo pipefail
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
if [ ! -x "$wine" ]; then
    echo "Skipped: wine64 is not installed (packaging/setup.sh test)"
    exit 77
fi
if [ ! -f "$1" ]; then
    echo "Skipped: there is no $1, as MinGW is not installed (packaging/setup.sh test)"
    exit 77
fi
# No windows, no .NET, no browser to be offered for download, no messages about what Wine lacks.
unset DISPLAY WAYLAND_DISPLAY
# Debian's script ends the server with each program, and the next one waits until that has begun anew.
if [ -x /usr/lib/wine/wineserver64 ]; then
    export WINESERVER=/usr/lib/wine/wineserver64
fi
export WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8
(
    flock 9
    if [ ! -f "$WINEPREFIX/ready" ]; then
        "$wine" wineboot --init >&2
        touch "$WINEPREFIX/ready"
    fi
) 9>"$WINEPREFIX.lock"
exec "$wine" "$@"
