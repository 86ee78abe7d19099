#pragma once

#include "app/base/result.h"
#include "app/disk/file_layer.h"
#include "app/disk/recording_paths.h"
#include "app/mp4/fragment_index.h"
#include "app/mp4/recording_body.h"
#include "app/recording/ports.h"

namespace prosc {

/// The intact part of an unfinished recording.
struct SavedRecording
{
    FragmentIndex index;
    /// The records of its first chunks (header and fragments), possibly not of all.
    std::vector<JournalRecord> journal;
};

/// `file` is the `.part` of `paths`. FileDamaged: no whole fragment. DiskError.
[[nodiscard]] Result<SavedRecording> readSaved(FileLayer &disk, DiskFile &file,
                                               const RecordingPaths &paths);

/// A recording's content, as its writer knows it.
struct WrittenBody
{
    const FragmentIndex &index;
    BodyMeasure measure;
};

/// Turns `<file>.part` into the regular, checked MP4 `<file>`: index at the end (finaliseTail),
/// reopened with libavformat and compared (duration, number of pictures), renamed, journal removed.
/// Only a few packets of the media are read, however long the recording is. FileDamaged: no whole
/// fragment, or the reopened file is not what was written. NotFound, DiskFull, DiskError. After an
/// error the recording stays on disk, as `.part` unless it was already renamed; recoverRecording()
/// takes it from there. Call it on a worker thread.
[[nodiscard]] Result<RecordedFile> publishRecording(FileLayer &disk, const RecordingPaths &paths,
                                                    const WrittenBody &written);
/// Removes what is left of a recording that was killed before its first fragment was on the disk:
/// there is nothing to keep. Returns false and touches nothing when there may be more.
[[nodiscard]] bool removeUnbegun(FileLayer &disk, const RecordingPaths &paths);

/// publishRecording() after a crash at any point of recording or publishing: keeps what is intact
/// on disk (recoverLength()); a file that was already published is checked again. Checksums come
/// from the journal; chunks that it lacks are read.
[[nodiscard]] Result<RecordedFile> recoverRecording(FileLayer &disk, const RecordingPaths &paths);

} // namespace prosc
