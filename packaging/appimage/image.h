// The squashfs image behind the end of this program: mounted or unpacked.
#pragma once

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct
{
    char path[PATH_MAX];
    size_t offset;
} Image;

/// The image of the running program.
bool find_image(Image *image);

/// Makes a folder of one's own in $TMPDIR or /tmp.
bool temporary_folder(char *folder, size_t size);
void remove_folder(const char *folder);

/// Says on stderr why it failed.
bool unpack(const Image *image, const char *folder);

/// Mounts it until this process, and whatever inherits its descriptors, has ended. Another process
/// serves it, and removes the folder at last.
bool mount_image(const Image *image, char *folder, size_t size);
