#!/bin/sh
# Runs a command under the restrictions of packaging/linux/proscenium-room.service, as far as they can be had without systemd: no
# capabilities, no new privileges, everything read-only but the service's own folders, no homes, devices of its own, a user of its own.
# Usage, inside the chroot, as root: restricted.sh COMMAND... (its user is 61234)
# shellcheck disable=SC2016 # the inner shell's own
set -e
own=61234
mkdir -p /var/lib/proscenium-room /run/proscenium-room /run/credentials/proscenium-room.service
chown $own:$own /var/lib/proscenium-room /run/proscenium-room
chmod 0700 /var/lib/proscenium-room /run/proscenium-room
exec unshare --mount --ipc -- sh -ec '
    for folder in /var/lib/proscenium-room /run/proscenium-room; do mount --bind $folder $folder; done
    mount -t tmpfs -o mode=1777 tmp /tmp
    mount -t tmpfs -o mode=1777 tmp /var/tmp
    for folder in /home /root /run/user; do mount -t tmpfs -o ro,mode=0000 none $folder; done
    mount -t proc -o hidepid=invisible proc /proc
    mount -o remount,bind,ro /
    mount -o remount,bind,ro /run
    umask 077
    exec setpriv --reuid=61234 --regid=61234 --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs \
        env -i LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin \
        STATE_DIRECTORY=/var/lib/proscenium-room RUNTIME_DIRECTORY=/run/proscenium-room \
        CREDENTIALS_DIRECTORY=/run/credentials/proscenium-room.service "$@"' sh "$@"
