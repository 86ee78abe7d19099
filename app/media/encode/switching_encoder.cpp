#include "app/media/encode/switching_encoder.h"

#include "app/base/logging.h"
#include "app/media/ffmpeg/h264_headers.h"

#include <algorithm>
#include <utility>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

VideoSettings settingsOf(const EncoderCandidate &candidate, int preset, QSize size, int threads)
{
    const auto index = static_cast<size_t>(preset);
    return {size, threads,
            index < candidate.presets.size() ? candidate.presets[index].name : QByteArray()};
}

/// An encoder holds up to 100 MB of pictures. glibc does not return freed memory to the system
/// until malloc_trim(3) is called; other C libraries return large blocks at once.
void returnFreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

int presetNamed(const EncoderCandidate &candidate, const QByteArray &name)
{
    const auto found =
        std::find_if(candidate.presets.begin(), candidate.presets.end(),
                     [&](const EncoderPreset &preset) { return preset.name == name; });
    return found == candidate.presets.end() ? startPreset(candidate)
                                            : static_cast<int>(found - candidate.presets.begin());
}

} // namespace

SwitchingEncoder::SwitchingEncoder(Options options)
    : m_options(std::move(options)), m_untried(m_options.probe->candidates(m_options.forced))
{
}

Result<std::unique_ptr<SwitchingEncoder>> SwitchingEncoder::create(Options options)
{
    std::unique_ptr<SwitchingEncoder> encoder(new SwitchingEncoder(std::move(options)));
    if (auto status = encoder->openNext(); !status) {
        return fail(status.error());
    }
    const auto &forced = encoder->m_options.forced;
    if (!forced.isEmpty() && encoder->m_candidate.name != forced) {
        const auto tested = encoder->m_options.probe->tested(forced);
        qCWarning(logMedia) << "the chosen encoder" << forced << "does not work, using"
                            << encoder->m_candidate.name
                            << "instead:" << (tested ? QString() : tested.error().detail);
    }
    return encoder;
}

Status SwitchingEncoder::openNext()
{
    auto reason = Error{ErrorCode::EncoderMissing, u"no encoder works"_s};
    while (!m_untried.empty()) {
        const auto name = m_untried.front().name;
        m_untried.erase(m_untried.begin());
        auto tested = m_options.probe->tested(name);
        if (!tested) {
            continue;
        }
        const int preset = presetNamed(*tested, m_options.preset);
        auto stretch = openStretch(*tested, preset);
        if (!stretch) {
            qCWarning(logMedia) << "encoder" << name << "does not open:" << stretch.error().detail;
            reason = stretch.error();
            continue;
        }
        m_candidate = std::move(*tested);
        m_current = std::move(*stretch);
        m_preset = m_wantedPreset = preset;
        return {};
    }
    return fail(reason);
}

Result<SwitchingEncoder::Stretch> SwitchingEncoder::openStretch(const EncoderCandidate &candidate,
                                                                int preset) const
{
    auto encoder = candidate.open(settingsOf(candidate, preset, m_options.size, m_options.threads));
    if (!encoder) {
        return fail(encoder.error());
    }
    const auto &context = (*encoder)->context();
    auto headers = parameterSets({context.extradata, static_cast<size_t>(context.extradata_size)});
    return Stretch{std::move(*encoder), std::move(headers), {}};
}

Status SwitchingEncoder::add(const Picture &picture, int64_t frame, VideoEncoder::Kind kind)
{
    if (m_wantedPreset != m_preset && !m_ending) {
        exchangePreset();
    }
    m_held.push_back({picture, frame});
    if (m_held.size() > kHeld) {
        m_held.pop_front();
    }
    if (auto status = drainEnding(); !status) {
        return status;
    }
    const auto status = give({picture, frame}, kind);
    return status || m_sinkFailed ? status : replace(status.error());
}

Status SwitchingEncoder::give(const Input &input, VideoEncoder::Kind kind)
{
    m_current.inside.push_back(input.frame);
    VideoEncoder::Packets packets;
    const auto encoded = m_current.encoder->encode(input.picture, input.frame, kind, packets);
    if (auto status = deliver(m_current, std::move(packets)); !status || !encoded) {
        return status ? encoded : status;
    }
    if (m_current.inside.size() > kStalled) {
        return fail(ErrorCode::MediaFailed, u"nothing comes out"_s);
    }
    return {};
}

void SwitchingEncoder::exchangePreset()
{
    auto stretch = openStretch(m_candidate, m_wantedPreset);
    if (!stretch || stretch->headers != m_current.headers) {
        qCWarning(logMedia) << "preset cannot be exchanged:"
                            << (stretch ? u"headers"_s : stretch.error().detail);
        m_wantedPreset = m_preset;
        return;
    }
    m_ending = std::exchange(m_current, std::move(*stretch));
    m_preset = m_wantedPreset;
}

Status SwitchingEncoder::drainEnding()
{
    if (!m_ending) {
        return {};
    }
    VideoEncoder::Packets packets;
    const auto drained = m_ending->encoder->drain(packets);
    if (auto status = deliver(*m_ending, std::move(packets)); !status && m_sinkFailed) {
        return status;
    }
    // Its successor has already started, so what is lost here cannot be encoded again.
    if (drained && *drained == VideoEncoder::Drained::More && !m_ending->inside.empty()) {
        return {};
    }
    m_lost += static_cast<int64_t>(m_ending->inside.size());
    m_ending.reset();
    returnFreedMemory();
    while (!m_waiting.empty()) {
        if (auto status = send(std::move(m_waiting.front())); !status) {
            return status;
        }
        m_waiting.pop_front();
    }
    return {};
}

Status SwitchingEncoder::deliver(Stretch &stretch, VideoEncoder::Packets packets)
{
    for (auto &packet : packets) {
        const auto frame = packet->pts;
        auto &inside = stretch.inside;
        if (inside.empty() || frame < inside.front() || frame > inside.back()) {
            return fail(ErrorCode::MediaFailed, u"pictures are reordered"_s);
        }
        inside.erase(inside.begin(), std::upper_bound(inside.begin(), inside.end(), frame));
        // There are no B-frames, yet some encoders start with a negative DTS.
        packet->dts = frame;
        const bool key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
        if (key && !insertParameterSets(*packet, stretch.headers)) {
            return fail(ErrorCode::MediaFailed, u"no memory for a packet"_s);
        }
        if (m_ending && &stretch == &m_current) {
            m_waiting.push_back(std::move(packet));
        } else if (auto status = send(std::move(packet)); !status) {
            return status;
        }
    }
    return {};
}

Status SwitchingEncoder::send(AvPacket packet)
{
    m_lastSent = packet->pts;
    std::erase_if(m_held, [this](const Input &input) { return input.frame <= m_lastSent; });
    auto status = m_options.sink(std::move(packet));
    m_sinkFailed = !status.has_value();
    return status;
}

Status SwitchingEncoder::replace(Error reason)
{
    while (m_ending) {
        if (auto status = drainEnding(); !status) {
            return status;
        }
    }
    for (;;) {
        ++m_replacements;
        qCWarning(logMedia) << "encoder" << m_candidate.name
                            << "fails, trying the next:" << reason.detail;
        const auto swallowed = m_current.inside.size();
        if (!openNext()) {
            return fail(reason);
        }
        m_lost += static_cast<int64_t>(swallowed - std::min(swallowed, m_held.size()));
        const auto status = encodeHeld();
        if (status || m_sinkFailed) {
            return status;
        }
        reason = status.error();
    }
}

Status SwitchingEncoder::encodeHeld()
{
    const auto inputs = m_held; // a copy, because send() removes from m_held
    auto kind = VideoEncoder::Kind::Key;
    for (const auto &input : inputs) {
        if (auto status = give(input, kind); !status) {
            return status;
        }
        kind = VideoEncoder::Kind::Any;
    }
    return {};
}

Status SwitchingEncoder::finish()
{
    while (m_ending) {
        if (auto status = drainEnding(); !status) {
            return status;
        }
    }
    for (;;) {
        const auto status = drainCurrent();
        if (status || m_sinkFailed) {
            return status;
        }
        if (auto replaced = replace(status.error()); !replaced) {
            return replaced;
        }
    }
}

Status SwitchingEncoder::drainCurrent()
{
    for (;;) {
        VideoEncoder::Packets packets;
        const auto drained = m_current.encoder->drain(packets);
        if (auto status = deliver(m_current, std::move(packets)); !status) {
            return status;
        }
        if (!drained) {
            return fail(drained.error());
        }
        if (*drained == VideoEncoder::Drained::All) {
            return m_current.inside.empty()
                       ? Status()
                       : fail(ErrorCode::MediaFailed, u"pictures did not come out"_s);
        }
    }
}

} // namespace prosc
