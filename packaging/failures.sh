#!/usr/bin/env bash
# Prints why tests failed in the last run of ctest: packaging/failures.sh BUILD_FOLDER. A log of some thousand lines of
# encoders and browsers hides it.
set -euo pipefail

awk '
    # "12/174 Test: name" begins the report of a test, "Test Failed." or the like ends it.
    /^[0-9]+\/[0-9]+ Test: / { name = $3; lines = 0 }
    /^FAIL!|^XPASS|^QFATAL/ { left = 4 }
    /^not ok|^ERROR:|AssertionError|code: .ERR_/ { left = 8 }
    left > 0 && lines < 40 { found[lines++] = $0 }
    left > 0 { left-- }
    /^Test (Failed|Timeout)/ || /^Test time = .*Failed/ {
        printf "\n== %s\n", name
        for (i = 0; i < lines; i++) print found[i]
        lines = 0
    }
' "$1/Testing/Temporary/LastTest.log"
