#pragma once

#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <optional>

namespace prosc {

/// A local file to be uploaded to the library.
struct UploadView
{
    RecordingId recording;
    QString name;
    enum class State { Waiting, Uploading, Verifying, Failed } state = State::Waiting;
    qint64 sent = 0;
    qint64 total = 0;
    /// Why it waits; it is retried automatically.
    std::optional<Error> error;
    /// Still being recorded, so `total` grows.
    bool live = false;
    bool paused = false;
    /// Held until the meeting ends, because the settings say so.
    bool held = false;
    /// The recording could not be finalised: there is nothing to upload.
    bool givenUp = false;
    /// Its upload can be stopped permanently.
    bool canStop = false;
    /// Absolute path on this computer.
    QString file = {};

    /// It failed or waits after an error, and a manual retry would start it immediately.
    [[nodiscard]] bool canRetry() const
    {
        const bool stands = state == State::Failed || (state == State::Waiting && error);
        return stands && !paused && !held && !givenUp;
    }
};

} // namespace prosc
