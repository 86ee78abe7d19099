#define _GNU_SOURCE
#include <squashfuse/config.h>

#include "image.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <squashfuse/ll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/// libfuse would complain on stderr; unpacking is no fault.
static bool may_mount(void)
{
    if (access("/dev/fuse", R_OK | W_OK) != 0) {
        return false;
    }
    return geteuid() == 0 || access("/usr/bin/fusermount3", X_OK) == 0 || access("/bin/fusermount3", X_OK) == 0;
}

/// Until nobody holds the other end of the pipe.
static void serve(struct fuse_session *session, int alive)
{
    struct pollfd watched[] = {{.fd = fuse_session_fd(session), .events = POLLIN}, {.fd = alive, .events = POLLIN}};
    struct fuse_buf buffer;
    memset(&buffer, 0, sizeof buffer);
    while (!fuse_session_exited(session) && watched[1].revents == 0) {
        if (poll(watched, 2, -1) > 0 && (watched[0].revents & POLLIN) != 0) {
            const int size = fuse_session_receive_buf(session, &buffer);
            if (size > 0) {
                fuse_session_process_buf(session, &buffer);
            }
        } else if ((watched[0].revents & (POLLERR | POLLHUP)) != 0) {
            // Somebody else has unmounted it.
            break;
        }
    }
    free(buffer.mem);
}

/// The process that serves the mounted image; it tells through the pipe when it is mounted.
static void serve_image(const Image *image, const char *folder, int ready, int alive)
{
    static struct fuse_lowlevel_ops operations;
    operations.getattr = sqfs_ll_op_getattr;
    operations.opendir = sqfs_ll_op_opendir;
    operations.releasedir = sqfs_ll_op_releasedir;
    operations.readdir = sqfs_ll_op_readdir;
    operations.lookup = sqfs_ll_op_lookup;
    operations.open = sqfs_ll_op_open;
    operations.create = sqfs_ll_op_create;
    operations.release = sqfs_ll_op_release;
    operations.read = sqfs_ll_op_read;
    operations.readlink = sqfs_ll_op_readlink;
    operations.forget = sqfs_ll_op_forget;
    operations.statfs = stfs_ll_op_statfs;
    char *arguments[] = {"AppImage", "-o", "ro,nosuid,nodev,subtype=appimage", NULL};
    struct fuse_args fuse_arguments = FUSE_ARGS_INIT(3, arguments);
    sqfs_ll *fs = sqfs_ll_open(image->path, image->offset);
    sqfs_ll_chan channel;
    if (fs == NULL || sqfs_ll_mount(&channel, folder, &fuse_arguments, &operations, sizeof operations, fs) != SQFS_OK) {
        return;
    }
    if (write(ready, "r", 1) == 1) {
        close(ready);
        serve(channel.session, alive);
    }
    sqfs_ll_unmount(&channel, folder);
}

bool mount_image(const Image *image, char *folder, size_t size)
{
    int ready[2];
    int alive[2];
    if (!may_mount() || !temporary_folder(folder, size)) {
        return false;
    }
    if (pipe(ready) != 0 || pipe(alive) != 0) {
        rmdir(folder);
        return false;
    }
    const pid_t server = fork();
    if (server == 0) {
        close(ready[0]);
        close(alive[1]);
        // Ctrl+C is for the program, which may need its files until the end; and nobody should wait for this process's output.
        setsid();
        const int nothing = open("/dev/null", O_RDWR);
        dup2(nothing, STDIN_FILENO);
        dup2(nothing, STDOUT_FILENO);
        dup2(nothing, STDERR_FILENO);
        serve_image(image, folder, ready[1], alive[0]);
        rmdir(folder);
        _exit(0);
    }
    close(ready[1]);
    close(alive[0]);
    char answer;
    const bool mounted = server > 0 && read(ready[0], &answer, 1) == 1;
    close(ready[0]);
    if (!mounted) {
        close(alive[1]);
        rmdir(folder);
    }
    return mounted;
}
