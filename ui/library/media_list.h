#pragma once

#include "ui/library/media_row.h"

#include <QMargins>
#include <QScrollArea>

#include <map>
#include <vector>

class QVBoxLayout;

namespace prosc {

/// The rows of Media and Files. Every row is a widget of its own, so that its buttons are tab stops
/// and visible to screen readers.
class MediaList : public QScrollArea
{
    Q_OBJECT
public:
    /// The gap between the rows and the scroll bar.
    [[nodiscard]] static QMargins scrollMargins();

    explicit MediaList(QWidget *parent = nullptr);

    /// Shows `entries` in this order. A row that remains keeps its widget and thus the focus.
    void setEntries(const std::vector<MediaEntry> &entries);
    /// The row of `item`, or nullptr.
    [[nodiscard]] MediaRow *row(const RecordingId &item) const;

Q_SIGNALS:
    void requested(prosc::MediaAction action, const prosc::RecordingId &item);

private:
    [[nodiscard]] MediaRow *makeRow(const MediaEntry &entry);
    void removeRowsBut(const std::vector<MediaEntry> &entries);

    QVBoxLayout *m_column;
    std::map<RecordingId, MediaRow *> m_rows;
};

} // namespace prosc
