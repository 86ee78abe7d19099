#include "app/media/ffmpeg/media_logging.h"

#include "app/base/logging.h"

#include <array>
#include <cstdarg>
#include <cstdio>

extern "C" {
#include <libavutil/log.h>
}

namespace prosc {

namespace {

void logMessage(void *, int level, const char *format, va_list arguments)
{
    if (level > AV_LOG_WARNING || !logMedia().isDebugEnabled()) {
        return;
    }
    std::array<char, 512> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    qCDebug(logMedia) << "libav:" << QString::fromUtf8(text.data()).trimmed();
}

} // namespace

void routeMediaLogs()
{
    av_log_set_callback(logMessage);
}

} // namespace prosc
