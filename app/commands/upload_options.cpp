#include "app/commands/upload_options.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int64_t kKilo = 1000;

} // namespace

void addUploadOptions(CommandLine &line)
{
    line.addOption(u"upload-limit"_s, u"Upload with so many kbit/s at most; 0 for no limit."_s,
                   u"kbit/s"_s, u"0"_s);
    line.addOption(u"upload-after"_s,
                   u"Upload when the recording is complete, not while it is recorded."_s);
    line.addOption(u"remove-copy"_s,
                   u"Remove the copy on this computer once the recording is in the library."_s);
}

std::optional<UploadSettings> uploadSettingsFrom(const CommandLine &line)
{
    const auto limit = line.number(u"upload-limit"_s, 0, std::numeric_limits<int>::max());
    if (!limit) {
        return std::nullopt;
    }
    return UploadSettings{*limit * kKilo, line.isSet(u"upload-after"_s),
                          line.isSet(u"remove-copy"_s) ? LocalCopy::RemoveAtOnce : LocalCopy::Keep};
}

} // namespace prosc
