#!/usr/bin/env bash
# Runs a command in its own network namespace with one veth pair, so that the tests' ports and packets never collide with others. Where that is not
# allowed (no root), it runs in the machine's own network, which then needs an address besides loopback.
# Usage: tests/in_namespace.sh COMMAND [ARGUMENT...]
set -euo pipefail
if [ "${PROSCENIUM_IN_NAMESPACE:-}" != 1 ] && [ "$(id -u)" -eq 0 ] && command -v ip >/dev/null \
    && unshare --net true 2>/dev/null; then
    export PROSCENIUM_IN_NAMESPACE=1
    exec unshare --net -- "$0" "$@"
fi
if [ "${PROSCENIUM_IN_NAMESPACE:-}" = 1 ]; then
    # libnice ignores interfaces whose names begin with "veth".
    ip link set lo up
    ip link add v0 type veth peer name v1
    # No link-local addresses: one that becomes ready a second later is a network change, on which Chromium aborts the page's requests.
    ip link set v0 addrgenmode none
    ip link set v1 addrgenmode none
    ip address add 10.77.0.1/24 dev v0
    ip link set v0 up
    ip link set v1 up
fi
exec "$@"
