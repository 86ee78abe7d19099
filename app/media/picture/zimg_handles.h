#pragma once

#include "app/media/ffmpeg/av_handles.h"

#include <zimg.h>

namespace prosc {

using ZimgGraph = std::unique_ptr<zimg_filter_graph, FreeByValue<zimg_filter_graph_free>>;

} // namespace prosc
