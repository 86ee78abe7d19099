#include "app/media/ffmpeg/ffmpeg_build.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/avutil.h>
}

namespace prosc {

QString ffmpegVersion()
{
    return QString::fromUtf8(av_version_info());
}

QString ffmpegLicence()
{
    return QString::fromUtf8(avcodec_license());
}

} // namespace prosc
