#pragma once

#include "app/media/encode/encoder_probe.h"

#include <deque>
#include <functional>
#include <optional>

namespace prosc {

/// The file's one stream of H.264, from as many encoders as it takes: an encoder that fails or
/// swallows pictures is replaced by the next one that works, and the preset can be exchanged, both
/// at a key frame. Every key frame brings its encoder's parameter sets with it, so players need no
/// more than what they have when they seek. On one thread.
class SwitchingEncoder
{
public:
    /// The packet is the callee's; its times are in frames.
    using PacketSink = std::function<Status(AvPacket)>;
    /// So many pictures without a packet are a failure (x264 keeps at most 26 back).
    static constexpr size_t kStalled = 60;
    /// So many pictures that a failing encoder has swallowed are encoded again; earlier ones are
    /// lost, and the picture before them stays longer.
    static constexpr size_t kHeld = 2;

    struct Options
    {
        /// Must outlive the encoder.
        EncoderProbe *probe = nullptr;
        /// Name of the encoder to begin with; empty: the first that works.
        QString forced;
        /// To begin with; empty or unknown: veryfast.
        QByteArray preset;
        QSize size{1920, 1080};
        int threads = 1;
        PacketSink sink;
    };

    /// EncoderMissing when none works.
    [[nodiscard]] static Result<std::unique_ptr<SwitchingEncoder>> create(Options options);

    /// Frames must grow. MediaFailed when no encoder is left, or the sink's error.
    [[nodiscard]] Status add(const Picture &picture, int64_t frame, VideoEncoder::Kind kind);
    [[nodiscard]] Status finish();

    /// Index into candidate().presets; takes effect with the next picture, or when the exchange
    /// before has ended.
    void setPreset(int preset) { m_wantedPreset = preset; }
    [[nodiscard]] int preset() const { return m_preset; }
    /// What preset() will be; back at preset() when the encoder has refused it.
    [[nodiscard]] int wantedPreset() const { return m_wantedPreset; }
    /// The encoder that works now, with its presets that fit.
    [[nodiscard]] const EncoderCandidate &candidate() const { return m_candidate; }
    /// Counts encoders: another number, another candidate().
    [[nodiscard]] int replacements() const { return m_replacements; }
    /// Pictures that broken encoders have kept.
    [[nodiscard]] int64_t lost() const { return m_lost; }
    /// Of the encoder that works now.
    [[nodiscard]] const AVCodecContext &context() const { return m_current.encoder->context(); }

private:
    struct Input
    {
        Picture picture;
        int64_t frame = 0;
    };
    /// An encoder and what it has not given back yet.
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
    /// Gets a packet out of the encoder of the preset before.
    [[nodiscard]] Status drainEnding();
    /// Hands on what came out of the current encoder or the ending one. An error of the encoder is
    /// told apart from one of the sink by m_sinkFailed.
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
    /// The encoder before, while there is something in it: packets of the current one wait.
    std::optional<Stretch> m_ending;
    std::deque<AvPacket> m_waiting;
    std::deque<Input> m_held;
    int64_t m_lastSent = -1;
    int64_t m_lost = 0;
    int m_replacements = 0;
    bool m_sinkFailed = false;
};

} // namespace prosc
