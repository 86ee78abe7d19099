#include "app/media/mux/text_track.h"

#include "app/mp4/boxes.h"
#include "app/mp4/fragment_index.h"

extern "C" {
#include <libavutil/mem.h>
}

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Players show no more than this anyway, and a sample's text length has only 16 bits.
constexpr int kMostBytes = 400;

tl::unexpected<Error> noMemory()
{
    return fail(ErrorCode::MediaFailed, u"no memory for a text stream"_s);
}

/// The fields after the common ones of a TextSampleEntry: white text, centred at the bottom.
QByteArray sampleEntry()
{
    BoxWriter writer;
    writer.u32(0);   // display flags
    writer.u8(1);    // horizontally centred
    writer.u8(0xff); // vertically at the bottom
    writer.u32(0);   // transparent background
    writer.u64(0);   // text box: the whole track
    writer.u32(0);   // style: all characters
    writer.u16(1);   // font 1
    writer.u8(0);    // plain
    writer.u8(18);   // size
    writer.u32(0xffffffff);
    writer.begin(boxType("ftab"));
    writer.u16(1);
    writer.u16(1);
    writer.u8(10);
    writer.raw(QByteArrayView("Sans-Serif"));
    writer.end();
    return writer.take();
}

/// As UTF-8, cut between characters.
QByteArray shortened(const QString &text)
{
    QString kept = text;
    while (kept.toUtf8().size() > kMostBytes) {
        kept.chop(kept.size() > 1 && kept.back().isLowSurrogate() ? 2 : 1);
    }
    return kept.toUtf8();
}

int64_t milliseconds(int64_t frame, int frameRate)
{
    return frame * 1000 / frameRate;
}

} // namespace

Result<AVStream *> addTextStream(AVFormatContext &format, Caption::Kind kind)
{
    auto *stream = avformat_new_stream(&format, nullptr);
    if (stream == nullptr) {
        return noMemory();
    }
    const auto entry = sampleEntry();
    auto &parameters = *stream->codecpar;
    parameters.codec_type = AVMEDIA_TYPE_SUBTITLE;
    parameters.codec_id = AV_CODEC_ID_MOV_TEXT;
    const auto bytes = static_cast<size_t>(entry.size());
    parameters.extradata = static_cast<uint8_t *>(av_mallocz(bytes + AV_INPUT_BUFFER_PADDING_SIZE));
    if (parameters.extradata == nullptr) {
        return noMemory();
    }
    std::memcpy(parameters.extradata, entry.constData(), bytes);
    parameters.extradata_size = static_cast<int>(bytes);
    stream->time_base = kTextTimeBase;
    const char *name = kind == Caption::Kind::Chapter ? TrackTables::kChapters : "Subtitles";
    return av_dict_set(&stream->metadata, "handler_name", name, 0) < 0
               ? Result<AVStream *>(noMemory())
               : stream;
}

Result<AvPacket> textPacket(const Caption &caption, int frameRate)
{
    const auto text = shortened(caption.text);
    AvPacket packet(av_packet_alloc());
    if (!packet || av_new_packet(packet.get(), static_cast<int>(text.size() + 2)) < 0) {
        return noMemory();
    }
    packet->data[0] = static_cast<uint8_t>(text.size() >> 8);
    packet->data[1] = static_cast<uint8_t>(text.size() & 0xff);
    std::copy(text.begin(), text.end(), packet->data + 2);
    packet->pts = milliseconds(caption.frame, frameRate);
    packet->dts = packet->pts;
    packet->duration = milliseconds(caption.frame + caption.frames, frameRate) - packet->pts;
    packet->flags |= AV_PKT_FLAG_KEY;
    return packet;
}

} // namespace prosc
