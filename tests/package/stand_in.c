// Stands for proscenium.exe where no Windows build can be made: it writes what it was called with into the file that PROSCENIUM_CALLED names, or waits.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
    if (argc == 2 && strcmp(argv[1], "--wait") == 0) {
        puts("waiting");
        fflush(stdout);
        return getchar() == EOF ? 0 : 1;
    }
    const char *path = getenv("PROSCENIUM_CALLED");
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    if (file == NULL) {
        return 1;
    }
    for (int i = 1; i < argc; ++i) {
        fprintf(file, "%s\n", argv[i]);
    }
    return fclose(file) == 0 ? 0 : 1;
}
