#include "app/commands/upload_options.h"

#include <limits>

namespace prosc {

namespace {

constexpr int64_t kKilo = 1000;

} // namespace

void addUploadOptions(CommandLine &line)
{
    line.addOption(QStringLiteral("upload-limit"),
                   QStringLiteral("Upload with so many kbit/s at most; 0 for no limit."),
                   QStringLiteral("kbit/s"), QStringLiteral("0"));
    line.addOption(
        QStringLiteral("upload-after"),
        QStringLiteral("Upload when the recording is complete, not while it is recorded."));
}

std::optional<UploadSettings> uploadSettingsFrom(const CommandLine &line)
{
    const auto limit =
        line.number(QStringLiteral("upload-limit"), 0, std::numeric_limits<int>::max());
    if (!limit) {
        return std::nullopt;
    }
    return UploadSettings{*limit * kKilo, line.isSet(QStringLiteral("upload-after")),
                          LocalCopy::Keep};
}

} // namespace prosc
