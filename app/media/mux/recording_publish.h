#pragma once

#include "app/base/result.h"
#include "app/disk/file_layer.h"
#include "app/mp4/fragment_index.h"
#include "app/mp4/recording_body.h"
#include "app/recording/ports.h"

#include <QString>

namespace prosc {

/// The paths of a recording: the file has a name of its own until it is complete.
struct RecordingPaths
{
    QString folder;
    QString file;
    /// `<file>.part`: the fragmented file while it is written.
    QString part;
    /// `<file>.journal`: see RecordingJournal.
    QString journal;

    [[nodiscard]] static RecordingPaths of(const QString &folder, const QString &fileName);
};

/// What is good of a recording that was not finished.
struct SavedRecording
{
    FragmentIndex index;
    /// The records of its first units (header and fragments); perhaps not of all.
    std::vector<JournalRecord> journal;
};

/// `file` is the `.part` of `paths`. FileDamaged: no whole fragment. DiskError.
[[nodiscard]] Result<SavedRecording> readSaved(FileLayer &disk, DiskFile &file,
                                               const RecordingPaths &paths);

/// What a recording is made of, as its writer knows it.
struct WrittenBody
{
    const FragmentIndex &index;
    BodyMeasure measure;
};

/// Turns `<file>.part` into the regular, checked MP4 `<file>`: index at the end (finaliseTail),
/// reopened with libavformat and compared (duration, number of pictures), renamed, journal removed.
/// Nothing of the media is read but a few packets, however long it is. FileDamaged: no whole
/// fragment, or the reopened file is not what was written. NotFound, DiskFull, DiskError. After an
/// error what was written stays, as `.part`. Call it on a worker thread.
[[nodiscard]] Result<RecordedFile> publishRecording(FileLayer &disk, const RecordingPaths &paths,
                                                    const WrittenBody &written);
/// A recording that was killed before its first fragment was on the disk has nothing to keep:
/// removes what there is of it. False, and nothing is touched, when there may be more.
[[nodiscard]] bool removeUnbegun(FileLayer &disk, const RecordingPaths &paths);

/// publishRecording() after a crash at any point of the recording or of publishing: takes what is
/// good on disk (recoverLength); a file that was published already is checked again. Checksums come
/// from the journal; what it does not know is read.
[[nodiscard]] Result<RecordedFile> recoverRecording(FileLayer &disk, const RecordingPaths &paths);

} // namespace prosc
