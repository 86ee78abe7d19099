#pragma once

#include "app/media/encode/encoder_probe.h"

#include <deque>
#include <functional>
#include <optional>

namespace prosc {

/// Produces the file's single H.264 stream from as many encoders as it takes: an encoder that fails
/// or swallows pictures is replaced by the next one that works, and the preset can be switched,
/// both at a key frame. Every key frame carries its encoder's parameter sets, so players can decode
/// from any key frame they seek to. Use from one thread only.
class SwitchingEncoder
{
public:
    /// The callee owns the packet; its timestamps are in frames.
    using PacketSink = std::function<Status(AvPacket)>;
    /// An encoder that holds back more pictures than this has failed (x264 holds back at most 26).
    static constexpr size_t kStalled = 60;
    /// How many of the pictures that a failing encoder has swallowed are encoded again; earlier
    /// ones are lost, and the picture before them is shown longer.
    static constexpr size_t kHeld = 2;

    struct Options
    {
        /// Must outlive the encoder.
        EncoderProbe *probe = nullptr;
        /// Name of the encoder to start with; empty: the first that works.
        QString forced;
        /// The initial preset; empty or unknown: veryfast.
        QByteArray preset;
        QSize size{1920, 1080};
        int threads = 1;
        PacketSink sink;
    };

    /// EncoderMissing when none works.
    [[nodiscard]] static Result<std::unique_ptr<SwitchingEncoder>> create(Options options);

    /// `frame` must increase. MediaFailed when no encoder is left, or the sink's error.
    [[nodiscard]] Status add(const Picture &picture, int64_t frame, VideoEncoder::Kind kind);
    [[nodiscard]] Status finish();

    /// Index into candidate().presets; takes effect with the next picture, or once the previous
    /// switch is complete.
    void setPreset(int preset) { m_wantedPreset = preset; }
    [[nodiscard]] int preset() const { return m_preset; }
    /// The preset to switch to; equals preset() again once the encoder has refused it.
    [[nodiscard]] int wantedPreset() const { return m_wantedPreset; }
    /// The current encoder, with its usable presets.
    [[nodiscard]] const EncoderCandidate &candidate() const { return m_candidate; }
    /// Number of replacements; when it changes, candidate() has changed.
    [[nodiscard]] int replacements() const { return m_replacements; }
    /// Number of pictures lost in encoders that failed.
    [[nodiscard]] int64_t lost() const { return m_lost; }
    /// Of the current encoder.
    [[nodiscard]] const AVCodecContext &context() const { return m_current.encoder->context(); }

private:
    struct Input
    {
        Picture picture;
        int64_t frame = 0;
    };
    /// An encoder, its headers and the frames it has not returned yet.
    struct Stretch
    {
        std::unique_ptr<VideoEncoder> encoder;
        QByteArray headers;
        std::deque<int64_t> inside;
    };

    explicit SwitchingEncoder(Options options);
    /// Takes the next candidate that works and opens it.
    [[nodiscard]] Status openNext();
    [[nodiscard]] Result<Stretch> openStretch(const EncoderCandidate &candidate, int preset) const;
    /// Replaces the current encoder, which failed with `reason`.
    [[nodiscard]] Status replace(Error reason);
    [[nodiscard]] Status encodeHeld();
    void exchangePreset();
    /// Takes one packet from the encoder of the previous preset.
    [[nodiscard]] Status drainEnding();
    /// Passes on packets of the current encoder or the ending one. m_sinkFailed distinguishes an
    /// error of the sink from one of the encoder.
    [[nodiscard]] Status deliver(Stretch &stretch, VideoEncoder::Packets packets);
    [[nodiscard]] Status drainCurrent();
    [[nodiscard]] Status send(AvPacket packet);
    [[nodiscard]] Status give(const Input &input, VideoEncoder::Kind kind);

    const Options m_options;
    std::vector<EncoderCandidate> m_untried;
    EncoderCandidate m_candidate;
    int m_preset = 0;
    int m_wantedPreset = 0;
    Stretch m_current;
    /// The previous encoder while it still holds pictures; the current one's packets wait in
    /// m_waiting.
    std::optional<Stretch> m_ending;
    std::deque<AvPacket> m_waiting;
    std::deque<Input> m_held;
    int64_t m_lastSent = -1;
    int64_t m_lost = 0;
    int m_replacements = 0;
    bool m_sinkFailed = false;
};

} // namespace prosc
