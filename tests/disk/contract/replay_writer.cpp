// Writes a recording as app/media/mux/recording_writer.cpp does, through the files' core without
// Qt, so that a Windows program made by MinGW can be killed at it. What it writes was prepared: in
// the current folder "name" holds the recording's name (UTF-8), "lengths" the length of each unit,
// one a line, "units" all units, "records" their journal. After each step it says on its standard
// output which one it was: a part of a unit was written (w), the unit synced (s), its record
// written (j), and that synced (d): from then on the unit is durable.
#include "app/disk/system_file.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

using namespace prosc;

namespace {

constexpr size_t kRecordBytes = 76;
/// The writes of a unit: a kill may come in between, as within one write of the recorder.
constexpr size_t kParts = 8;
constexpr int64_t kReserveBytes = int64_t{1} << 20;

std::string contentOf(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void require(const FileStatus &status)
{
    if (!status) {
        throw std::runtime_error(std::string(status.error().call) + ' ' +
                                 std::to_string(status.error().code));
    }
}

SystemFile created(const std::filesystem::path &path)
{
    auto file = SystemFile::open(path, FileMode::CreateNew);
    require(file.map([](const SystemFile &) {}));
    return std::move(*file);
}

void say(char step)
{
    if (std::fputc(step, stdout) == EOF || std::fflush(stdout) != 0) {
        throw std::runtime_error("nobody listens");
    }
}

class ReplayWriter
{
public:
    explicit ReplayWriter(const std::u8string &name)
        : m_part(created(name + u8".part")), m_journal(created(name + u8".journal"))
    {
        require(syncNames("."));
    }

    void add(std::string_view unit, std::string_view record)
    {
        m_part.reserve(m_end + kReserveBytes);
        const size_t step = unit.size() / kParts + 1;
        for (; !unit.empty(); unit.remove_prefix(std::min(step, unit.size()))) {
            const auto part = unit.substr(0, step);
            require(m_part.writeAt(m_end, part));
            m_end += static_cast<int64_t>(part.size());
            say('w');
        }
        require(m_part.sync());
        say('s');
        require(m_journal.writeAt(m_journalEnd, record));
        m_journalEnd += static_cast<int64_t>(record.size());
        say('j');
        require(m_journal.sync());
        say('d');
    }

private:
    SystemFile m_part;
    SystemFile m_journal;
    int64_t m_end = 0;
    int64_t m_journalEnd = 0;
};

void replay()
{
    const auto name = contentOf("name");
    const auto units = contentOf("units");
    const auto records = contentOf("records");
    ReplayWriter writer(std::u8string(name.begin(), name.end()));
    std::ifstream lengths("lengths");
    size_t start = 0;
    size_t record = 0;
    for (size_t length = 0; lengths >> length; start += length, record += kRecordBytes) {
        writer.add(std::string_view(units).substr(start, length),
                   std::string_view(records).substr(record, kRecordBytes));
    }
}

} // namespace

int main()
{
    try {
        replay();
        return 0;
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
