#pragma once

#include "app/media/encode/encoder_probe.h"

#include <atomic>
#include <functional>
#include <memory>

namespace prosc::test {

/// How an encoder breaks.
enum class Fault { None, Fails, FailsAtTheEnd, SwallowsPictures, DoesNotOpen };

/// A real encoder that works in the probe and breaks in the recording, after `after` frames.
class BreakingEncoder final : public VideoEncoder
{
public:
    BreakingEncoder(std::unique_ptr<VideoEncoder> real, Fault fault, int after)
        : m_real(std::move(real)), m_fault(fault), m_left(after)
    {
    }

    Status encode(const Picture &picture, int64_t frame, Kind kind, Packets &packets) override
    {
        const bool broken = m_left-- <= 0;
        if (broken && m_fault == Fault::Fails) {
            return prosc::fail(ErrorCode::MediaFailed, QStringLiteral("injected"));
        }
        if (broken && m_fault == Fault::SwallowsPictures) {
            return {};
        }
        return m_real->encode(picture, frame, kind, packets);
    }
    Result<Drained> drain(Packets &packets) override
    {
        if (m_fault == Fault::FailsAtTheEnd) {
            return prosc::fail(ErrorCode::MediaFailed, QStringLiteral("injected"));
        }
        return m_real->drain(packets);
    }
    const AVCodecContext &context() const override { return m_real->context(); }

private:
    std::unique_ptr<VideoEncoder> m_real;
    Fault m_fault;
    int m_left;
};

/// A real encoder with an action per frame that makes it slower.
class SlowEncoder final : public VideoEncoder
{
public:
    using Delay = std::function<void(const Picture &)>;

    SlowEncoder(std::unique_ptr<VideoEncoder> real, Delay delay)
        : m_real(std::move(real)), m_delay(std::move(delay))
    {
    }

    Status encode(const Picture &picture, int64_t frame, Kind kind, Packets &packets) override
    {
        m_delay(picture);
        return m_real->encode(picture, frame, kind, packets);
    }
    Result<Drained> drain(Packets &packets) override { return m_real->drain(packets); }
    const AVCodecContext &context() const override { return m_real->context(); }

private:
    std::unique_ptr<VideoEncoder> m_real;
    Delay m_delay;
};

/// The catalogue's entry for x264.
inline const EncoderEntry &x264Entry()
{
    static const EncoderEntry entry = [] {
        for (const auto &each : encoderCatalogue()) {
            if (QLatin1String(each.name) == QLatin1String("x264")) {
                return each;
            }
        }
        return EncoderEntry{};
    }();
    return entry;
}

/// Zero latency, as hardware encoders, and headers that differ from x264's in the catalogue.
inline constexpr EncoderEntry kForeign{
    "foreign",
    "libx264",
    AV_PIX_FMT_YUV420P,
    AV_HWDEVICE_TYPE_NONE,
    AV_PIX_FMT_NONE,
    0,
    0,
    "preset=superfast tune=zerolatency profile=baseline level=4.0 crf=24 forced-idr=1 "
    "x264-params=ref=2:bframes=0",
    false};

/// An encoder called `name` that breaks from its second opening on: the first one is the probe's.
inline EncoderCandidate breaking(const char *name, const EncoderEntry &entry, Fault fault,
                                 int after)
{
    auto opened = std::make_shared<std::atomic<int>>(0);
    const auto open = [&entry, fault, after, opened](
                          const VideoSettings &settings) -> Result<std::unique_ptr<VideoEncoder>> {
        const bool probing = (*opened)++ == 0;
        if (fault == Fault::DoesNotOpen && !probing) {
            return prosc::fail(ErrorCode::MediaFailed, QStringLiteral("injected"));
        }
        auto real = openVideoEncoder(entry, settings);
        if (!real) {
            return prosc::fail(real.error());
        }
        return std::make_unique<BreakingEncoder>(std::move(*real), probing ? Fault::None : fault,
                                                 after);
    };
    // The preset x264 starts with.
    const auto presets = entry.presets
                             ? std::vector<EncoderPreset>{{QByteArrayLiteral("veryfast"), 1, {}}}
                             : std::vector<EncoderPreset>();
    return {QString::fromLatin1(name), presets, open};
}

/// Without presets.
inline EncoderCandidate slow(const EncoderEntry &entry, const SlowEncoder::Delay &delay)
{
    const auto open =
        [&entry, delay](const VideoSettings &settings) -> Result<std::unique_ptr<VideoEncoder>> {
        auto real = openVideoEncoder(entry, settings);
        if (!real) {
            return prosc::fail(real.error());
        }
        return std::make_unique<SlowEncoder>(std::move(*real), delay);
    };
    return {QStringLiteral("slow"), {}, open};
}

inline EncoderCandidate candidateOf(const EncoderEntry &entry)
{
    return {QString::fromLatin1(entry.name),
            entry.presets ? x264Presets() : std::vector<EncoderPreset>(),
            [&entry](const VideoSettings &settings) { return openVideoEncoder(entry, settings); }};
}

} // namespace prosc::test
