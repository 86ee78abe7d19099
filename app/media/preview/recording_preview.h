#pragma once

#include "app/base/result.h"
#include "app/stage/media.h"

#include <QByteArray>
#include <QSize>

#include <optional>

namespace prosc {

/// What is known of a finished recording after the whole of it was read: every key picture and all
/// of the sound decoded.
struct RecordingPreview
{
    /// The end of the last picture or sound.
    MediaTime duration{};
    QSize size;
    int64_t pictures = 0;
    int64_t keyPictures = 0;
    /// Of the key pictures, and what the file's index names and the file does not have.
    int64_t damagedPictures = 0;
    /// So much sound was decoded.
    MediaTime sound{};
    int64_t damagedSounds = 0;
    /// Where the first damage is.
    std::optional<MediaTime> firstDamage;

    /// JPEG files; empty when there is no picture.
    QByteArray poster;
    QSize posterSize;
    /// See PreviewStrip.
    QByteArray strip;
    QSize tile;
    int columns = 0;
    int tiles = 0;
    MediaTime interval{};

    [[nodiscard]] bool isSound() const { return damagedPictures == 0 && damagedSounds == 0; }
};

/// Reads an MP4 from end to end; some seconds of one core for an hour. Blocks. NotFound,
/// MediaFailed (it cannot be opened, or has neither pictures nor sound).
[[nodiscard]] Result<RecordingPreview> previewRecording(const QString &path);

} // namespace prosc
