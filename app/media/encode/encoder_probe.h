#pragma once

#include "app/media/encode/encoder_catalogue.h"
#include "app/recording/ports.h"

#include <map>
#include <mutex>

namespace prosc {

/// Finds out, by encoding and decoding a few pictures, which encoders work on this computer; each
/// once, when it is asked for. Keep one for as long as the program runs. Any thread; asking waits
/// for the test, about a tenth of a second.
class EncoderProbe
{
public:
    explicit EncoderProbe(std::vector<EncoderCandidate> candidates = catalogueCandidates(),
                          QSize size = VideoSettings().size);
    EncoderProbe(const EncoderProbe &) = delete;
    EncoderProbe &operator=(const EncoderProbe &) = delete;

    /// In the order in which they are tried: the one with that name first, if there is one, then
    /// the catalogue's order.
    [[nodiscard]] std::vector<EncoderCandidate> candidates(const QString &forced = {}) const;
    /// The encoder with that name as far as it works: with those of its presets whose headers are
    /// the same. EncoderMissing, MediaFailed.
    [[nodiscard]] Result<EncoderCandidate> tested(const QString &name);

private:
    const std::vector<EncoderCandidate> m_candidates;
    const QSize m_size;
    std::mutex m_mutex;
    std::map<QString, Result<EncoderCandidate>> m_tested;
};

/// All of them, tested.
[[nodiscard]] std::vector<EncoderChoice> probeEncoders(EncoderProbe &probe);

} // namespace prosc
