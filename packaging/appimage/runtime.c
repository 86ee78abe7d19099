// The head of an AppImage of type 2 (https://github.com/AppImage/AppImageSpec/blob/master/draft.md): a static program, with a squashfs image behind
// its end. It mounts the image by FUSE and runs AppRun in it. Where FUSE is not allowed it unpacks the image into a temporary folder, and removes
// that at the end. packaging/appimage.sh compiles it and writes the format's magic into its head.
#define _GNU_SOURCE
#include "image.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char kHelp[] = "This is an AppImage. Its own options:\n"
                            "  --appimage-extract          unpacks it into the folder squashfs-root\n"
                            "  --appimage-extract-and-run  does not mount it by FUSE (also APPIMAGE_EXTRACT_AND_RUN=1)\n"
                            "  --appimage-mount            mounts it, and tells where, until it is ended\n"
                            "  --appimage-offset           where in this file the squashfs image begins\n";

static volatile sig_atomic_t child;

static void pass_on(int number, siginfo_t *signal, void *context)
{
    (void)context;
    // Ctrl+C comes from the kernel, and reaches the child without us.
    if (child > 0 && signal->si_code != SI_KERNEL) {
        kill(child, number);
    }
}

/// Replaces this process by what is in the folder.
static void run_in(const char *folder, char *argv[])
{
    char program[PATH_MAX];
    if (snprintf(program, sizeof program, "%s/AppRun", folder) >= (int)sizeof program) {
        return;
    }
    setenv("APPDIR", folder, 1);
    setenv("ARGV0", argv[0], 1);
    execv(program, argv);
    perror(program);
}

/// Runs it as a child, so that the folder can be removed when it has ended.
static int run_unpacked(const Image *image, char *argv[])
{
    char folder[PATH_MAX];
    if (!temporary_folder(folder, sizeof folder)) {
        return 127;
    }
    int result = 127;
    if (unpack(image, folder)) {
        struct sigaction action = {.sa_sigaction = pass_on, .sa_flags = SA_SIGINFO};
        const int passed[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
        for (size_t i = 0; i < sizeof passed / sizeof *passed; ++i) {
            sigaction(passed[i], &action, NULL);
        }
        child = fork();
        if (child == 0) {
            run_in(folder, argv);
            _exit(127);
        }
        int status = 0;
        while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    remove_folder(folder);
    return result;
}

static int stay_mounted(const char *folder)
{
    puts(folder);
    fflush(stdout);
    pause();
    return 0;
}

/// Takes the argument out if it is there.
static int take(const char *option, int *argc, char *argv[])
{
    if (*argc < 2 || strcmp(argv[1], option) != 0) {
        return 0;
    }
    memmove(argv + 1, argv + 2, (size_t)(*argc - 1) * sizeof *argv);
    --*argc;
    return 1;
}

int main(int argc, char *argv[])
{
    Image image;
    if (!find_image(&image)) {
        fprintf(stderr, "%s: the file is cut off or damaged.\n", argv[0]);
        return 127;
    }
    if (take("--appimage-help", &argc, argv)) {
        fputs(kHelp, stdout);
        return 0;
    }
    if (take("--appimage-offset", &argc, argv)) {
        printf("%zu\n", image.offset);
        return 0;
    }
    if (take("--appimage-extract", &argc, argv)) {
        return unpack(&image, "squashfs-root") ? 0 : 1;
    }
    setenv("APPIMAGE", image.path, 1);
    char *here = getcwd(NULL, 0);
    if (here != NULL) {
        setenv("OWD", here, 1);
    }
    const char *wish = getenv("APPIMAGE_EXTRACT_AND_RUN");
    const int unpacked = take("--appimage-extract-and-run", &argc, argv) || (wish != NULL && *wish != '\0');
    char folder[PATH_MAX];
    if (!unpacked && mount_image(&image, folder, sizeof folder)) {
        if (take("--appimage-mount", &argc, argv)) {
            return stay_mounted(folder);
        }
        run_in(folder, argv);
        return 127;
    }
    return run_unpacked(&image, argv);
}
