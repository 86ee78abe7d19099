#!/bin/sh
# with_pulseaudio.sh PROGRAM ARGUMENT...: runs a program with its own PulseAudio, whose loudspeaker is its microphone.
# Exits with 77 (skipped) where PulseAudio is not installed.
command -v pulseaudio >/dev/null || { echo "skipped: pulseaudio is not installed"; exit 77; }
dir=$(mktemp -d)
export HOME="$dir" XDG_RUNTIME_DIR="$dir" PULSE_RUNTIME_PATH="$dir/pulse" PROSCENIUM_TEST_PULSE=1
pulseaudio -n --daemonize=no --exit-idle-time=-1 \
    -L "module-native-protocol-unix socket=$dir/native" -L "module-null-sink sink_name=nul rate=48000" \
    -L "module-remap-source master=nul.monitor source_name=mic" >"$dir/log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server"; rm -rf "$dir"' EXIT
export PULSE_SERVER="unix:$dir/native"
tries=0
until [ -S "$dir/native" ] && pactl info >/dev/null 2>&1 || [ "$tries" -ge 100 ]; do
    kill -0 "$server" 2>/dev/null || { echo "pulseaudio ended:"; cat "$dir/log"; exit 1; }
    tries=$((tries + 1))
    sleep 0.1
done
"$@"
