#pragma once

#include <QString>

namespace prosc {

/// The paths of a recording. The file has a temporary name until it is complete.
struct RecordingPaths
{
    QString folder;
    QString file;
    /// `<file>.part`: the fragmented file while it is being written.
    QString part;
    /// `<file>.journal`: see RecordingJournal.
    QString journal;

    [[nodiscard]] static RecordingPaths of(const QString &folder, const QString &fileName);
    /// `file` is the path of the finished file.
    [[nodiscard]] static RecordingPaths at(const QString &file);
};

} // namespace prosc
