#!/usr/bin/env bash
# Runs a command in a network namespace of its own with one veth pair, so that ports and packets of tests never meet others'. Where
# that is not allowed (no root), it runs in the machine's own network, which then needs an address beside loopback.
# Usage: tests/in_namespace.sh COMMAND [ARGUMENT...]
set -euo pipefail
if [ "${PROSCENIUM_IN_NAMESPACE:-}" != 1 ] && [ "$(id -u)" -eq 0 ] && command -v ip >/dev/null \
    && unshare --net true 2>/dev/null; then
    export PROSCENIUM_IN_NAMESPACE=1
    exec unshare --net -- "$0" "$@"
fi
if [ "${PROSCENIUM_IN_NAMESPACE:-}" = 1 ]; then
    # libnice passes over interfaces whose names begin with "veth".
    ip link set lo up
    ip link add v0 type veth peer name v1
    # No link-local addresses: one that is ready a second later is a change of the network, for which Chromium cuts off what a page loads.
    ip link set v0 addrgenmode none
    ip link set v1 addrgenmode none
    ip address add 10.77.0.1/24 dev v0
    ip link set v0 up
    ip link set v1 up
fi
exec "$@"
