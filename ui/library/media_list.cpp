#include "ui/library/media_list.h"

#include "ui/widgets/widgets.h"

#include <QAbstractButton>
#include <QGuiApplication>
#include <QVBoxLayout>

#include <algorithm>

namespace prosc {

MediaList::MediaList(QWidget *parent) : QScrollArea(parent)
{
    auto *rows = new QWidget;
    m_column = new QVBoxLayout(rows);
    m_column->setContentsMargins(scrollMargins());
    m_column->setSpacing(8);
    m_column->addStretch(1);
    setWidget(rows);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // the buttons are the tab stops; focus scrolls to them
}

QMargins MediaList::scrollMargins()
{
    return QGuiApplication::isRightToLeft() ? QMargins(8, 0, 0, 0) : QMargins(0, 0, 8, 0);
}

void MediaList::setEntries(const std::vector<MediaEntry> &entries)
{
    removeRowsBut(entries);
    QWidget *previous = nullptr;
    for (size_t i = 0; i < entries.size(); ++i) {
        const MediaEntry &entry = entries[i];
        MediaRow *&row = m_rows[entry.id];
        if (row == nullptr) {
            row = makeRow(entry);
        } else {
            row->setEntry(entry);
        }
        const int place = static_cast<int>(i);
        if (m_column->indexOf(row) != place) {
            m_column->removeWidget(row);
            m_column->insertWidget(place, row);
        }
        for (QAbstractButton *button : row->buttons()) {
            if (previous != nullptr) {
                setTabOrder(previous, button);
            }
            previous = button;
        }
    }
}

void MediaList::removeRowsBut(const std::vector<MediaEntry> &entries)
{
    std::erase_if(m_rows, [&entries](const auto &known) {
        const bool gone = std::ranges::find(entries, known.first, &MediaEntry::id) == entries.end();
        if (gone) {
            releaseFocus(known.second);
            known.second->hide();
            known.second->deleteLater(); // one of its buttons may be the sender
        }
        return gone;
    });
}

MediaRow *MediaList::row(const RecordingId &item) const
{
    const auto found = m_rows.find(item);
    return found == m_rows.end() ? nullptr : found->second;
}

MediaRow *MediaList::makeRow(const MediaEntry &entry)
{
    auto *row = new MediaRow(entry, widget());
    const RecordingId id = entry.id;
    connect(row, &MediaRow::requested, this,
            [this, id](MediaAction action) { Q_EMIT requested(action, id); });
    row->show();
    return row;
}

} // namespace prosc
