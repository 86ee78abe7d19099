#!/usr/bin/env bash
# What packaging/check.sh does, with what takes longer: tests that wait for minutes, and every row of tests/chaos at length. About two hours.
set -euo pipefail
cd "$(dirname "$0")/.."

export PROSCENIUM_LONG=1
packaging/check.sh
PROSCENIUM_ROOM="$PWD/build/ci/app/proscenium-room" tests/chaos/run.sh
