#!/usr/bin/env bash
# Runs a Windows program under Wine, in the Wine folder that WINEPREFIX names; makes that first. Replaces itself by the program, so that killing
# this process kills that. Ends with 77, skipped, where there is no Wine or no MinGW to have built the program.
# Usage: WINEPREFIX=FOLDER tests/disk/in_wine.sh PROGRAM [ARGUMENT...]
set -euo pipefail
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
if [ ! -x "$wine" ]; then
    echo "Skipped: wine64 is not installed (packaging/setup.sh test)" >&2
    exit 77
fi
if [ ! -f "$1" ]; then
    echo "Skipped: there is no $1, as MinGW is not installed (packaging/setup.sh test)" >&2
    exit 77
fi
# No windows, no .NET, no browser to be offered for download, no messages about what Wine lacks.
unset DISPLAY WAYLAND_DISPLAY
export WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8
(
    flock 9
    if [ ! -f "$WINEPREFIX/ready" ]; then
        "$wine" wineboot --init >&2
        # Windows can be made without a screen only so.
        "$wine" reg add 'HKCU\Software\Wine\Drivers' /v Graphics /d null /f >&2
        touch "$WINEPREFIX/ready"
    fi
) 9>"$WINEPREFIX.lock"
# Wine's server and its services take longer to begin than most programs: they stay for half a minute. One that runs already is kept.
server=/usr/lib/wine/wineserver64
if [ -x $server ]; then
    export WINESERVER=$server
    $server -p30 </dev/null >/dev/null 2>&1 || true
fi
exec "$wine" "$@"
