#pragma once

#include "app/recording/ports.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace prosc {

class EncoderProbe;

/// The encoders of this computer, each tested once per run of the program. Thread-safe.
class EncoderChoices
{
public:
    EncoderChoices();
    /// Waits for a running test.
    ~EncoderChoices();
    EncoderChoices(const EncoderChoices &) = delete;
    EncoderChoices &operator=(const EncoderChoices &) = delete;

    /// Looks for the first working encoder on a background thread, so that a recording starts
    /// without delay. Call it once.
    void warmUp();
    /// All encoders, in the order in which they are tried. Blocks for the tests, a second or more.
    [[nodiscard]] std::vector<EncoderChoice> all();
    /// For a RecordingEngine.
    [[nodiscard]] EncoderProbe &probe() { return *m_probe; }

private:
    std::unique_ptr<EncoderProbe> m_probe;
    std::atomic<bool> m_stopping = false;
    // Not std::jthread, which libc++ lacks.
    std::thread m_warmUp;
};

} // namespace prosc
