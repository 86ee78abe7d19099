#pragma once

#include "app/base/result.h"
#include "app/stage/media.h"

#include <QByteArray>
#include <QSize>

#include <optional>

namespace prosc {

/// What a complete read of a finished recording found, with every key frame and all audio decoded.
struct RecordingPreview
{
    /// End of the last video or audio packet.
    MediaTime duration{};
    QSize size;
    int64_t pictures = 0;
    int64_t keyPictures = 0;
    /// Damaged key frames, packets marked corrupt, frames that are in the file's index but not in
    /// the file, and a read error.
    int64_t damagedPictures = 0;
    /// Duration of the decoded audio.
    MediaTime sound{};
    int64_t damagedSounds = 0;
    /// Position of the first damage.
    std::optional<MediaTime> firstDamage;

    /// JPEG files; empty without video.
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

/// Reads an MP4 from end to end; takes some seconds of one core per hour of recording. Blocks.
/// NotFound, MediaFailed (cannot be opened, or has neither video nor audio).
[[nodiscard]] Result<RecordingPreview> previewRecording(const QString &path);

} // namespace prosc
