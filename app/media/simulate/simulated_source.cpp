#include "app/media/simulate/simulated_source.h"

#include "app/media/send/simulcast_encoder.h"
#include "app/media/simulate/file_source.h"
#include "app/media/simulate/test_card.h"
#include "app/media/sound/opus_codec.h"

#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::array<std::array<uint8_t, 3>, 12> kColours{{
    {214, 48, 49},   // red
    {38, 100, 220},  // blue
    {30, 150, 70},   // green
    {245, 150, 20},  // orange
    {130, 60, 190},  // violet
    {40, 185, 205},  // cyan
    {235, 215, 50},  // yellow
    {240, 110, 180}, // pink
    {125, 80, 45},   // brown
    {150, 225, 70},  // lime
    {25, 40, 110},   // navy
    {165, 175, 185}, // grey
}};
/// A single voice at conversation level: 25 of them still leave the limiter something to do.
constexpr float kToneAmplitude = 0.25F;

bool isUsable(const SimulatedSource::Options &options)
{
    const QSize size = options.size;
    return options.number >= 1 && size.width() >= 160 && size.height() >= 90 &&
           size.width() % 2 == 0 && size.height() % 2 == 0 && options.fps >= 1 &&
           options.fps <= 60 && options.seconds >= 1 && options.seconds <= 60;
}

Status generateVideo(const SimulatedSource::Options &options, EncodedLoop &loop)
{
    Vp8Encoder::Options settings;
    settings.size = options.size;
    settings.fps = options.fps;
    settings.keyFrameEvery = options.fps;
    // The same bits per pixel as a good camera's 1.2 Mbit/s at 720p.
    settings.bitRate = std::max(200'000, options.size.width() * options.size.height() * 4 / 3);
    auto encoder = SimulcastEncoder::create({settings, options.layers});
    if (!encoder) {
        return fail(encoder.error());
    }
    const TestCard card{options.number, options.size, options.fps, options.fps * options.seconds};
    for (int frame = 0; frame < card.frames; ++frame) {
        const bool isKey = options.paintsClock || frame % options.fps == 0;
        const auto encoded =
            encoder->encode(options.paintsClock ? card.drawClock(frame) : card.draw(frame),
                            isKey ? Vp8Encoder::Frame::Key : Vp8Encoder::Frame::Any,
                            [&](EncodedFrame out) { loop.video.push_back(std::move(out)); });
        if (!encoded) {
            return encoded;
        }
    }
    loop.videoLength = std::chrono::seconds(options.seconds);
    return {};
}

/// Encodes the loop twice and keeps the second pass, so that the encoder starts it in the state it
/// ends in.
Status generateAudio(const SimulatedSource::Options &options, EncodedLoop &loop)
{
    auto encoder = OpusTrackEncoder::create(1, OpusTrackEncoder::Content::Anything);
    if (!encoder) {
        return fail(encoder.error());
    }
    const int toneHz = options.toneHz > 0 ? options.toneHz : simulatedToneHz(options.number);
    const int frames = options.seconds * AudioBlock::kSampleRate;
    loop.audioLength = std::chrono::seconds(options.seconds);
    AudioBlock sound;
    sound.channels = 1;
    sound.samples.reserve(static_cast<size_t>(2 * frames));
    for (int i = 0; i < 2 * frames; ++i) {
        const double turns = static_cast<double>(toneHz) * i / AudioBlock::kSampleRate;
        sound.samples.push_back(
            kToneAmplitude *
            static_cast<float>(std::sin(2 * std::numbers::pi * (turns - std::floor(turns)))));
    }
    return encoder->encode(sound, [&](EncodedFrame packet) {
        packet.time -= loop.audioLength;
        if (packet.time >= MediaTime::zero()) {
            loop.audio.push_back(std::move(packet));
        }
    });
}

} // namespace

std::array<uint8_t, 3> simulatedColour(int number)
{
    const auto count = static_cast<int>(kColours.size());
    return kColours[static_cast<size_t>(((number - 1) % count + count) % count)];
}

int simulatedToneHz(int number)
{
    return 300 + 110 * number;
}

Result<EncodedLoop> SimulatedSource::generate(const Options &options)
{
    if (!isUsable(options)) {
        return fail(ErrorCode::InvalidArgument, u"simulated source"_s);
    }
    EncodedLoop loop;
    for (const auto &step : {generateVideo, generateAudio}) {
        if (const auto done = step(options, loop); !done) {
            return fail(done.error());
        }
    }
    return loop;
}

Result<EncodedLoop> SimulatedSource::fromFiles(const QString &videoFile, const QString &audioFile,
                                               int layers)
{
    EncodedLoop loop;
    if (!videoFile.isEmpty()) {
        if (const auto done = loopVideoFile(videoFile, layers, loop); !done) {
            return fail(done.error());
        }
    }
    if (!audioFile.isEmpty()) {
        if (const auto done = loopAudioFile(audioFile, loop); !done) {
            return fail(done.error());
        }
    }
    return loop;
}

} // namespace prosc
