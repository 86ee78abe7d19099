#pragma once

#include "app/media/encode/encoder_catalogue.h"
#include "app/recording/ports.h"

#include <map>
#include <mutex>

namespace prosc {

/// Finds out which encoders work on this computer by encoding and decoding a few pictures; each is
/// tested once, on demand. Keep one instance for the whole run of the program. Thread-safe; a query
/// blocks for the test, about a tenth of a second.
class EncoderProbe
{
public:
    explicit EncoderProbe(std::vector<EncoderCandidate> candidates = catalogueCandidates(),
                          QSize size = VideoSettings().size);
    EncoderProbe(const EncoderProbe &) = delete;
    EncoderProbe &operator=(const EncoderProbe &) = delete;

    /// In the order in which they are tried: the one named `forced` first, if there is one, then
    /// the others in the catalogue's order.
    [[nodiscard]] std::vector<EncoderCandidate> candidates(const QString &forced = {}) const;
    /// The encoder with that name if it works, with only those presets that produce the same
    /// headers. EncoderMissing, MediaFailed.
    [[nodiscard]] Result<EncoderCandidate> tested(const QString &name);

private:
    const std::vector<EncoderCandidate> m_candidates;
    const QSize m_size;
    std::mutex m_mutex;
    std::map<QString, Result<EncoderCandidate>> m_tested;
};

/// Tests all candidates, in the order in which they are tried.
[[nodiscard]] std::vector<EncoderChoice> probeEncoders(EncoderProbe &probe);

} // namespace prosc
