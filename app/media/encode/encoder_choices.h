#pragma once

#include "app/recording/ports.h"

#include <memory>
#include <thread>
#include <vector>

namespace prosc {

class EncoderProbe;

/// The encoders of this computer, each tried out once while the program runs. Any thread.
class EncoderChoices
{
public:
    EncoderChoices();
    /// Waits for a test that runs.
    ~EncoderChoices();
    EncoderChoices(const EncoderChoices &) = delete;
    EncoderChoices &operator=(const EncoderChoices &) = delete;

    /// Looks for the first one that works on a thread of its own, so that a recording begins at
    /// once. To be called once.
    void warmUp();
    /// All of them, in the order in which they are tried. Waits for the tests: a second or more.
    [[nodiscard]] std::vector<EncoderChoice> all();
    /// For a RecordingEngine.
    [[nodiscard]] EncoderProbe &probe() { return *m_probe; }

private:
    std::unique_ptr<EncoderProbe> m_probe;
    std::jthread m_warmUp;
};

} // namespace prosc
