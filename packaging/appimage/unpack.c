#define _GNU_SOURCE
#include "image.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <squashfuse/squashfuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool find_image(Image *image)
{
    const ssize_t length = readlink("/proc/self/exe", image->path, sizeof image->path - 1);
    const int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (length <= 0 || file < 0) {
        return false;
    }
    image->path[length] = '\0';
    Elf64_Ehdr head;
    const bool read = pread(file, &head, sizeof head, 0) == (ssize_t)sizeof head;
    // The linker puts the table of sections last.
    image->offset = (size_t)head.e_shoff + (size_t)head.e_shentsize * head.e_shnum;
    char magic[4];
    const bool found = read && pread(file, magic, 4, (off_t)image->offset) == 4 && memcmp(magic, "hsqs", 4) == 0;
    close(file);
    return found;
}

bool temporary_folder(char *folder, size_t size)
{
    const char *top = getenv("TMPDIR");
    if (snprintf(folder, size, "%s/.mount_ProsceXXXXXX", top != NULL && *top != '\0' ? top : "/tmp") >= (int)size || mkdtemp(folder) == NULL) {
        perror(folder);
        return false;
    }
    return true;
}

static int remove_one(const char *path, const struct stat *state, int type, struct FTW *walk)
{
    (void)state, (void)type, (void)walk;
    return remove(path);
}

void remove_folder(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static bool write_all(int file, const char *data, size_t size)
{
    while (size > 0) {
        const ssize_t written = write(file, data, size);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        data += written > 0 ? written : 0;
        size -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static bool unpack_file(sqfs *fs, sqfs_inode *inode, const char *path)
{
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, inode->base.mode & 0777);
    if (file < 0) {
        return false;
    }
    static char block[1 << 17];
    const uint64_t length = inode->xtra.reg.file_size;
    bool good = true;
    for (uint64_t at = 0; good && at < length;) {
        sqfs_off_t size = sizeof block;
        errno = EIO;
        good = sqfs_read_range(fs, inode, (sqfs_off_t)at, &size, block) == SQFS_OK && size > 0 && write_all(file, block, (size_t)size);
        at += (uint64_t)size;
    }
    return close(file) == 0 && good;
}

static bool unpack_entry(sqfs *fs, sqfs_dir_entry *entry, const char *path)
{
    sqfs_inode inode;
    errno = EIO;
    if (sqfs_inode_get(fs, &inode, sqfs_dentry_inode(entry)) != SQFS_OK) {
        return false;
    }
    if (S_ISDIR(inode.base.mode)) {
        return mkdir(path, 0755) == 0;
    }
    if (S_ISLNK(inode.base.mode)) {
        char target[PATH_MAX];
        size_t size = sizeof target;
        return sqfs_readlink(fs, &inode, target, &size) == SQFS_OK && symlink(target, path) == 0;
    }
    return unpack_file(fs, &inode, path);
}

static bool unpack_all(sqfs *fs, const char *folder)
{
    sqfs_traverse walk;
    sqfs_err error = sqfs_traverse_open(&walk, fs, sqfs_inode_root(fs));
    if (error != SQFS_OK) {
        return false;
    }
    bool good = true;
    char path[PATH_MAX];
    while (good && sqfs_traverse_next(&walk, &error)) {
        if (!walk.dir_end) {
            good = snprintf(path, sizeof path, "%s/%s", folder, walk.path) < (int)sizeof path && unpack_entry(fs, &walk.entry, path);
            if (!good) {
                perror(path);
            }
        }
    }
    sqfs_traverse_close(&walk);
    return good && error == SQFS_OK;
}

bool unpack(const Image *image, const char *folder)
{
    sqfs fs;
    if (sqfs_open_image(&fs, image->path, image->offset) != SQFS_OK) {
        return false;
    }
    if (mkdir(folder, 0755) != 0 && errno != EEXIST) {
        perror(folder);
        return false;
    }
    const bool good = unpack_all(&fs, folder);
    sqfs_fd_close(fs.fd);
    sqfs_destroy(&fs);
    return good;
}
