// What app/disk/system_file.h promises, checked without Qt: once over posix_file.cpp, once over
// win32_*.cpp, linked by MinGW and run by Wine. Works in the current folder, which should be empty.
// `hold FILE` is the other process: it marks FILE as in use and stays until it is killed.
#include "app/disk/system_file.h"
#include "tests/disk/contract/contract_system.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <random>
#include <source_location>
#include <stdexcept>
#include <string>

using namespace prosc;
using namespace prosc::test;

namespace {

namespace fs = std::filesystem;

constexpr int64_t kGiB = int64_t{1} << 30;

struct Failure
{
    std::source_location where;
};

void check(bool holds, std::source_location where = std::source_location::current())
{
    if (!holds) {
        throw Failure{where};
    }
}

template <class T>
T got(FileResult<T> result, std::source_location where = std::source_location::current())
{
    if (!result) {
        std::printf("  %s: error %d\n", result.error().call, result.error().code);
        throw Failure{where};
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

template <class T>
void checkFault(const FileResult<T> &result, FileFault fault,
                std::source_location where = std::source_location::current())
{
    check(!result, where);
    if (result.error().fault != fault) {
        std::printf("  %s: error %d\n", result.error().call, result.error().code);
        throw Failure{where};
    }
}

SystemFile opened(const fs::path &path, FileMode mode,
                  std::source_location where = std::source_location::current())
{
    return got(SystemFile::open(path, mode), where);
}

std::string read(const SystemFile &file, int64_t offset, size_t length)
{
    std::string bytes(length, '?');
    bytes.resize(got(file.readAt(offset, bytes)));
    return bytes;
}

std::string contentOf(const fs::path &path)
{
    return read(opened(path, FileMode::ReadOnly), 0, 1000);
}

void write(const fs::path &path, std::string_view content)
{
    auto file = opened(path, FileMode::OpenOrCreate);
    got(file.truncate(0));
    got(file.writeAt(0, content));
}

void createNew_failsWithExists_whenTheFileExists()
{
    write("one", "content");
    checkFault(SystemFile::open("one", FileMode::CreateNew), FileFault::Exists);
    check(contentOf("one") == "content");
}

void open_failsWithNotFound_whenThereIsNoFile()
{
    checkFault(SystemFile::open("none", FileMode::ReadOnly), FileFault::NotFound);
    checkFault(SystemFile::open("none", FileMode::ReadWrite), FileFault::NotFound);
    checkFault(SystemFile::open("no-folder/none", FileMode::CreateNew), FileFault::NotFound);
    check(!fs::exists("none"));
}

void readAt_stopsAtTheEnd_andFindsZerosInHoles()
{
    auto file = opened("film", FileMode::CreateNew);
    got(file.writeAt(3, "abc"));
    check(got(file.size()) == 6);
    check(read(file, 4, 100) == "bc");
    check(read(file, 6, 1).empty());
    check(read(file, 600, 1).empty());
    check(read(file, 0, 4) == std::string("\0\0\0a", 4));
    got(file.sync());
}

void truncate_cutsOff_andExtends()
{
    auto file = opened("film", FileMode::CreateNew);
    got(file.writeAt(0, "abcdef"));
    got(file.truncate(2));
    check(contentOf("film") == "ab");
    got(file.truncate(4));
    check(contentOf("film") == std::string("ab\0\0", 4));
}

void offsets_reachBeyondFourGiB()
{
    auto file = opened("long", FileMode::CreateNew);
    got(file.writeAt(0, "begin"));
    got(file.writeAt(5 * kGiB, "end"));
    check(got(file.size()) == 5 * kGiB + 3);
    check(read(file, 5 * kGiB, 10) == "end");
    check(read(file, 0, 5) == "begin");
    check(read(file, kGiB, 3) == std::string(3, '\0')); // where 32 bits would have put it
    got(file.truncate(4 * kGiB + 1));
    check(got(file.size()) == 4 * kGiB + 1);
}

void reserve_leavesSizeAndContent()
{
    auto file = opened("film", FileMode::CreateNew);
    got(file.writeAt(0, "abc"));
    file.reserve(1 << 20);
    check(got(file.size()) == 3);
    file.reserve(1); // less than there is: nothing may be cut off
    check(contentOf("film") == "abc");
    got(file.truncate(3));
    check(contentOf("film") == "abc");
}

void writeAt_failsWithDiskFull_whenThereIsNoSpace()
{
    if (fs::exists("/dev/full")) {
        auto file = opened("/dev/full", FileMode::ReadWrite);
        checkFault(file.writeAt(0, "x"), FileFault::DiskFull);
    }
}

void renameFile_replaces_whileTheOldOneIsRead()
{
    write("old", "old");
    write("new", "new");
    const auto reader = opened("old", FileMode::ReadOnly);
    const auto renamed = renameFile("new", "old");
    check(read(reader, 0, 10) == "old");
    if (namesAreFreeWhileOpen()) {
        got(renamed);
        check(contentOf("old") == "new");
        check(!fs::exists("new"));
    } else {
        std::printf("  this Wine cannot: checked is that nothing is lost\n");
        checkFault(renamed, FileFault::PermissionDenied);
        check(contentOf("old") == "old");
        check(contentOf("new") == "new");
    }
}

void renameFile_movesWhatIsBeingWritten()
{
    auto writer = opened("film.part", FileMode::CreateNew);
    const auto reader = opened("film.part", FileMode::ReadOnly);
    got(writer.writeAt(0, "before "));
    got(renameFile("film.part", "film"));
    got(writer.writeAt(7, "after"));
    got(writer.sync());
    check(read(reader, 0, 100) == "before after");
    check(contentOf("film") == "before after");
}

void renameFile_fails_whenItCannot()
{
    checkFault(renameFile("none", "film"), FileFault::NotFound);
    write("film", "film");
    got(makeFolder("folder"));
    checkFault(renameFile("film", "folder"), FileFault::Other);
    check(contentOf("film") == "film");
}

void removeFile_freesTheName_whileItIsRead()
{
    write("film", "old");
    const auto reader = opened("film", FileMode::ReadOnly);
    got(removeFile("film"));
    check(read(reader, 0, 10) == "old");
    if (namesAreFreeWhileOpen()) {
        check(!fs::exists("film"));
        auto next = opened("film", FileMode::CreateNew);
        got(next.writeAt(0, "new"));
        check(read(reader, 0, 10) == "old");
    } else {
        std::printf("  this Wine cannot: checked is that it can still be read\n");
    }
}

void removeFile_succeeds_whenThereIsNone()
{
    write("film", "x");
    got(removeFile("film"));
    got(removeFile("film"));
    got(removeFile("no-folder/film"));
    checkFault(SystemFile::open("film", FileMode::ReadOnly), FileFault::NotFound);
}

void names_keepEveryCharacter()
{
    const std::u16string name = u"Überblick – 会議 שלום.mp4";
    write(fs::path(u"first – part"), "x");
    got(renameFile(fs::path(u"first – part"), fs::path(name)));
    const fs::directory_iterator files(".");
    check(std::ranges::any_of(files, [&](const fs::directory_entry &entry) {
        return entry.path().filename().u16string() == name;
    }));
    check(contentOf(fs::path(name)) == "x");
}

void paths_mayBeLongerThan260Characters()
{
    fs::path folder = fs::current_path();
    for (int i = 0; i < 8; ++i) {
        folder /= std::string(60, static_cast<char>('a' + i));
        got(makeFolder(folder));
    }
    check(folder.native().size() > 480);
    write(folder / "film.part", "long");
    got(renameFile(folder / "film.part", folder / "film"));
    check(contentOf(folder / "film") == "long");
    check(contentOf(folder / ".." / folder.filename() / "film") == "long");
    got(makePrivate(folder / "film"));
    got(syncNames(folder));
    got(removeFile(folder / "film"));
    checkFault(SystemFile::open(folder / "film", FileMode::ReadOnly), FileFault::NotFound);
}

void files_arePrivate()
{
    const auto made = opened("secret", FileMode::CreateNew);
    check(got(made.isPrivate()));
    got(makeFolder("deep"));
    write("deep/secret", "s");
    check(got(opened("deep/secret", FileMode::ReadOnly).isPrivate()));
    check(got(opened("deep/secret", FileMode::ReadOnly).isPrivate()));
}

void makePrivate_takesOthersRightsAway()
{
    write("secret", "s");
    admitEverybody("secret");
    check(!got(opened("secret", FileMode::ReadOnly).isPrivate()));
    got(makePrivate("secret"));
    check(got(opened("secret", FileMode::ReadOnly).isPrivate()));
    check(contentOf("secret") == "s");
    got(makePrivate("none"));
}

void makeFolder_saysWhy_whenItCannot()
{
    got(makeFolder("folder"));
    checkFault(makeFolder("folder"), FileFault::Exists);
    checkFault(makeFolder("none/folder"), FileFault::NotFound);
    got(syncNames("folder"));
    checkFault(syncNames("none"), FileFault::NotFound);
}

void markInUse_keepsOthersFromMarking_butNotFromReadingAndWriting()
{
    auto mine = opened("film", FileMode::CreateNew);
    check(mine.markInUse());
    auto other = opened("film", FileMode::ReadWrite);
    check(!other.markInUse());
    got(other.writeAt(0, "abc"));
    check(read(other, 0, 3) == "abc");
    check(read(mine, 0, 3) == "abc");
    mine = opened("other", FileMode::CreateNew);
    {
        const auto closed = std::move(mine);
    }
    check(other.markInUse());
}

const char *thisProgram = "";

void markInUse_ends_whenTheOtherProcessIsKilled()
{
    write("film", "abc");
    auto mine = opened("film", FileMode::ReadOnly);
    {
        const ChildProcess child(thisProgram, "hold", "film");
        while (!fs::exists("held")) {
            giveWay();
        }
        check(!mine.markInUse());
    }
    check(mine.markInUse());
}

int hold(const char *path)
{
    auto file = opened(path, FileMode::ReadWrite);
    check(file.markInUse());
    write("held", "");
    // Should nobody kill it, it does not stay for ever.
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < end) {
        giveWay();
    }
    return 1;
}

struct Case
{
    const char *name;
    void (*run)();
};

#define CASE(name)                                                                                 \
    Case                                                                                           \
    {                                                                                              \
#name, name                                                                                \
    }
constexpr std::array kCases{
    CASE(createNew_failsWithExists_whenTheFileExists),
    CASE(open_failsWithNotFound_whenThereIsNoFile),
    CASE(readAt_stopsAtTheEnd_andFindsZerosInHoles),
    CASE(truncate_cutsOff_andExtends),
    CASE(offsets_reachBeyondFourGiB),
    CASE(reserve_leavesSizeAndContent),
    CASE(writeAt_failsWithDiskFull_whenThereIsNoSpace),
    CASE(renameFile_replaces_whileTheOldOneIsRead),
    CASE(renameFile_movesWhatIsBeingWritten),
    CASE(renameFile_fails_whenItCannot),
    CASE(removeFile_succeeds_whenThereIsNone),
    CASE(removeFile_freesTheName_whileItIsRead),
    CASE(names_keepEveryCharacter),
    CASE(paths_mayBeLongerThan260Characters),
    CASE(files_arePrivate),
    CASE(makePrivate_takesOthersRightsAway),
    CASE(makeFolder_saysWhy_whenItCannot),
    CASE(markInUse_keepsOthersFromMarking_butNotFromReadingAndWriting),
    CASE(markInUse_ends_whenTheOtherProcessIsKilled),
};
#undef CASE

/// Runs it in a folder of its own.
bool passes(const Case &test, const fs::path &top)
{
    const auto folder = top / test.name;
    fs::remove_all(folder);
    fs::create_directory(folder);
    fs::current_path(folder);
    try {
        test.run();
        std::printf("ok   %s\n", test.name);
        return true;
    } catch (const Failure &failure) {
        std::printf("FAIL %s: line %u\n", test.name, failure.where.line());
    } catch (const std::exception &error) {
        std::printf("FAIL %s: %s\n", test.name, error.what());
    }
    return false;
}

} // namespace

int main(int count, char **arguments)
{
    try {
        if (count == 3) {
            return hold(arguments[2]);
        }
        // Of its own: an earlier run may have left paths that are too long to be removed.
        const auto top = fs::current_path() / std::to_string(std::random_device()());
        fs::create_directory(top);
        const auto program = fs::absolute(arguments[0]).string();
        thisProgram = program.c_str();
        const auto failed =
            std::ranges::count_if(kCases, [&](const Case &test) { return !passes(test, top); });
        std::printf("%d of %d failed\n", static_cast<int>(failed), static_cast<int>(kCases.size()));
        return failed == 0 ? 0 : 1;
    } catch (...) {
        std::printf("FAIL: it could not be begun\n");
        return 1;
    }
}
