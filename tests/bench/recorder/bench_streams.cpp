#include "tests/bench/recorder/bench_streams.h"

#include "app/media/ffmpeg/av_handles.h"
#include "app/stage/simulcast.h"
#include "tests/bench/recorder/bench_process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc::bench {

namespace {

constexpr QSize kSize(1280, 720);
constexpr int kVideoStream = 0;
constexpr int kAudioStream = 1;

const QStringList kFootage{u"/usr/share/doc/opencv-doc/examples/data/vtest.avi"_s,
                           u"/usr/share/doc/opencv-doc/examples/data/Megamind.avi"_s};

QString text(int number)
{
    return QString::number(number);
}

/// Filters that paint each frame's number.
QString paintedMarks()
{
    QStringList boxes;
    for (int bit = 0; bit < Marks::kBits; ++bit) {
        for (int row = 0; row < 2; ++row) {
            for (const bool white : {true, false}) {
                // The lower row is the inverse.
                const int shownFor = white == (row == 0) ? 1 : 0;
                boxes.append(
                    u"drawbox=x=%1:y=%2:w=%3:h=%3:t=fill:color=%4:"
                    "enable='eq(mod(floor(n/%5),2),%6)'"_s.arg(Marks::kX + bit * Marks::kSide)
                        .arg(Marks::kY + row * Marks::kSide)
                        .arg(Marks::kSide)
                        .arg(white ? u"white"_s : u"black"_s)
                        .arg(1 << bit)
                        .arg(shownFor));
            }
        }
    }
    return boxes.join(QLatin1Char(','));
}

/// Cuts out a piece of footage, scales it up and speeds it up to 30 frames per second, each frame
/// once.
Status makeClip(const QString &path, int number, Material material)
{
    const auto &source = kFootage[number % kFootage.size()];
    if (!QFile::exists(source)) {
        return fail(ErrorCode::NotFound, u"%1 (package opencv-doc)"_s.arg(source));
    }
    auto filter =
        u"setpts=N/30/TB,trim=start_frame=%1,setpts=PTS-STARTPTS,"
        "scale=1280:720:force_original_aspect_ratio=increase,crop=1280:720"_s.arg(23 * number);
    if (material == Material::Marked) {
        // In the footage's own time base timestamps get rounded, and ffmpeg drops some frames.
        filter += u",settb=1/30,setpts=N,"_s + paintedMarks();
    }
    const auto made =
        runToEnd({u"ffmpeg"_s, u"-v"_s,      u"error"_s,   u"-y"_s,        u"-stream_loop"_s,
                  u"-1"_s,     u"-i"_s,      source,       u"-vf"_s,       filter,
                  u"-r"_s,     u"30"_s,      u"-an"_s,     u"-frames:v"_s, text(30 * kLoopSeconds),
                  u"-c:v"_s,   u"libx264"_s, u"-preset"_s, u"ultrafast"_s, u"-crf"_s,
                  u"12"_s,     path});
    return made.exitCode == 0 ? Status() : fail(ErrorCode::MediaFailed, u"ffmpeg: footage"_s);
}

/// The Opus identification header (RFC 7845) for mono without pre-skip.
QByteArray opusHead()
{
    QByteArray head("OpusHead");
    head.append(char{1}); // version
    head.append(char{1}); // channels
    head.append(2, char{0});
    head.append("\x80\xbb", 2); // 48000
    head.append(2, char{0});
    head.append(3, char{0});
    return head;
}

void addStream(AVFormatContext &format, AVCodecID codec, QSize size)
{
    auto *stream = avformat_new_stream(&format, nullptr);
    auto &parameters = *stream->codecpar;
    parameters.codec_id = codec;
    stream->time_base = {1, 1000};
    if (codec == AV_CODEC_ID_VP8) {
        parameters.codec_type = AVMEDIA_TYPE_VIDEO;
        parameters.width = size.width();
        parameters.height = size.height();
        stream->avg_frame_rate = {30, 1};
        return;
    }
    parameters.codec_type = AVMEDIA_TYPE_AUDIO;
    parameters.sample_rate = AudioBlock::kSampleRate;
    av_channel_layout_default(&parameters.ch_layout, 1);
    const auto head = opusHead();
    parameters.extradata_size = static_cast<int>(head.size());
    parameters.extradata = static_cast<uint8_t *>(
        av_mallocz(static_cast<size_t>(head.size()) + AV_INPUT_BUFFER_PADDING_SIZE));
    std::copy(head.begin(), head.end(), parameters.extradata);
}

Status writePackets(AVFormatContext &format, const std::vector<EncodedFrame> &frames, int stream)
{
    for (const auto &frame : frames) {
        AvPacket packet(av_packet_alloc());
        if (av_new_packet(packet.get(), static_cast<int>(frame.data.size())) < 0) {
            return fail(ErrorCode::MediaFailed, u"packet"_s);
        }
        std::copy(frame.data.begin(), frame.data.end(), packet->data);
        packet->stream_index = stream;
        packet->pts = packet->dts = frame.time.count() / 1'000'000;
        packet->flags = frame.keyFrame || stream == kAudioStream ? AV_PKT_FLAG_KEY : 0;
        if (av_interleaved_write_frame(&format, packet.get()) < 0) {
            return fail(ErrorCode::MediaFailed, u"writing a stream"_s);
        }
    }
    return {};
}

Status writeStream(const QString &path, const EncodedLoop &loop, QSize size)
{
    AVFormatContext *allocated = nullptr;
    const QByteArray name = QFile::encodeName(path);
    if (avformat_alloc_output_context2(&allocated, nullptr, "matroska", name.constData()) < 0) {
        return fail(ErrorCode::MediaFailed, u"matroska"_s);
    }
    const AvOutput format(allocated);
    addStream(*format, AV_CODEC_ID_VP8, size);
    addStream(*format, AV_CODEC_ID_OPUS, size);
    if (avio_open(&format->pb, name.constData(), AVIO_FLAG_WRITE) < 0 ||
        avformat_write_header(format.get(), nullptr) < 0) {
        return fail(ErrorCode::DiskError, u"creating a stream"_s);
    }
    // The muxer interleaves the two, so it has to buffer all of the first one.
    format->max_interleave_delta = 0;
    auto written = writePackets(*format, loop.video, kVideoStream);
    if (written) {
        written = writePackets(*format, loop.audio, kAudioStream);
    }
    av_write_trailer(format.get());
    avio_closep(&format->pb);
    return written;
}

Result<EncodedLoop> makeLoop(const QString &folder, int number, Material material)
{
    SimulatedSource::Options options;
    options.number = number;
    options.size = kSize;
    options.seconds = kLoopSeconds;
    options.toneHz = toneOf(number);
    options.layers = kSimulcastLayers;
    if (material == Material::Card) {
        return SimulatedSource::generate(options);
    }
    options.size = QSize(160, 90); // only its tone is used
    options.layers = 1;
    auto loop = SimulatedSource::generate(options);
    const auto clip = QDir(folder).filePath(u"clip-%1.mkv"_s.arg(number));
    if (const auto made = makeClip(clip, number, material); !made) {
        return fail(made.error());
    }
    auto pictures = SimulatedSource::fromFiles(clip, {}, kSimulcastLayers);
    QFile::remove(clip);
    if (!loop || !pictures) {
        return fail(loop ? pictures.error() : loop.error());
    }
    loop->video = std::move(pictures->video);
    return loop;
}

/// Writes the file of each layer, the large one last: if it exists, the others do too.
Status writeLayers(const QString &path, const EncodedLoop &loop)
{
    for (int layer = 0; layer < kSimulcastLayers; ++layer) {
        EncodedLoop one;
        one.audio = loop.audio;
        std::ranges::copy_if(loop.video, std::back_inserter(one.video),
                             [&](const auto &frame) { return frame.layer == layer; });
        const auto unfinished = path + u".tmp"_s;
        if (const auto written = writeStream(unfinished, one, layerSize(kSize, layer)); !written) {
            return written;
        }
        const auto target = layerPath(path, layer);
        QFile::remove(target);
        if (!QFile::rename(unfinished, target)) {
            return fail(ErrorCode::DiskError, u"renaming a stream"_s);
        }
    }
    return {};
}

bool isPrepared(const QString &path)
{
    return QFile::exists(layerPath(path, 0)) && QFile::exists(layerPath(path, 1)) &&
           QFile::exists(path);
}

} // namespace

QString layerPath(const QString &stream, int layer)
{
    const QFileInfo file(stream);
    return layer == kTopLayer
               ? stream
               : file.dir().filePath(
                     u"%1-layer%2.%3"_s.arg(file.completeBaseName()).arg(layer).arg(file.suffix()));
}

QString materialName(Material material)
{
    switch (material) {
    case Material::Card:
        return u"card"_s;
    case Material::Footage:
        return u"footage"_s;
    case Material::Marked:
        return u"marked"_s;
    }
    return {};
}

std::optional<Material> materialNamed(const QString &name)
{
    for (const auto material : {Material::Card, Material::Footage, Material::Marked}) {
        if (name == materialName(material)) {
            return material;
        }
    }
    return std::nullopt;
}

int toneOf(int number)
{
    return simulatedToneHz(number);
}

Result<QStringList> prepareStreams(const QString &folder, int count, Material material)
{
    QStringList paths;
    for (int number = 1; number <= count; ++number) {
        const auto path =
            QDir(folder).filePath(u"%1-%2.mkv"_s.arg(materialName(material)).arg(number));
        paths.append(path);
        if (isPrepared(path)) {
            continue;
        }
        const auto loop = makeLoop(folder, number, material);
        if (!loop) {
            return fail(loop.error());
        }
        if (const auto written = writeLayers(path, *loop); !written) {
            return fail(written.error());
        }
    }
    return paths;
}

Result<EncodedLoop> readStream(const QString &path)
{
    AVFormatContext *opened = nullptr;
    if (avformat_open_input(&opened, QFile::encodeName(path).constData(), nullptr, nullptr) < 0) {
        return fail(ErrorCode::NotFound, u"stream"_s);
    }
    const AvInput input(opened);
    EncodedLoop loop;
    loop.videoLength = loop.audioLength = std::chrono::seconds(kLoopSeconds);
    AvPacket packet(av_packet_alloc());
    while (av_read_frame(input.get(), packet.get()) >= 0) {
        const bool video = packet->stream_index == kVideoStream;
        EncodedFrame frame;
        frame.codec = video ? Codec::Vp8 : Codec::Opus;
        frame.data = QByteArray(reinterpret_cast<const char *>(packet->data), packet->size);
        frame.time = std::chrono::milliseconds(packet->pts);
        frame.keyFrame = video && (packet->flags & AV_PKT_FLAG_KEY) != 0;
        (video ? loop.video : loop.audio).push_back(std::move(frame));
        av_packet_unref(packet.get());
    }
    const bool complete = !loop.video.empty() && !loop.audio.empty();
    return complete ? Result<EncodedLoop>(std::move(loop))
                    : fail(ErrorCode::MediaFailed, u"stream is empty"_s);
}

} // namespace prosc::bench
