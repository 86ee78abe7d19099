#pragma once

#include "app/base/result.h"
#include "app/mp4/file_layer.h"
#include "app/mp4/fragment_index.h"
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

/// Turns `<file>.part` into the regular, checked MP4 `<file>`: index at the end (finaliseTail),
/// reopened with libavformat and compared (duration, number of pictures), SHA-256, renamed, journal
/// removed. Also after a crash at any point of the recording or of this function itself: `index`
/// null reads what is on disk (recoverLength), and a file that was published already is checked
/// again. FileDamaged: no whole fragment, or the reopened file is not what was written. NotFound,
/// DiskFull, DiskError. After an error what was written stays, as `.part`. Takes as long as reading
/// the file once; call it on a worker thread.
[[nodiscard]] Result<RecordedFile> publishRecording(FileLayer &disk, const RecordingPaths &paths,
                                                    const FragmentIndex *index = nullptr);

} // namespace prosc
