#pragma once

#include "app/stage/stage_transition.h"
#include "tests/fake_clock.h"
#include "tests/ui/fake_room.h"

#include <QAbstractButton>
#include <QDir>
#include <QPainter>
#include <QTest>

namespace prosc {

/// Saves screenshots of windows to a folder.
class Gallery
{
public:
    Gallery(const QString &folder, const QString &language, FakeClock &clock)
        : m_folder(folder), m_language(language), m_clock(clock)
    {
    }

    /// By default it waits after the last change until no animation runs.
    void save(QWidget &widget, const QString &name,
              std::chrono::milliseconds after = StageTransition::kLength)
    {
        QTest::qWait(150);
        m_clock.advance(after);
        widget.grab().save(m_folder.filePath(QStringLiteral("%1-%2.png").arg(m_language, name)));
    }
    /// The window with the dialog in its middle.
    void saveWithDialog(QWidget &window, QWidget &dialog, const QString &name)
    {
        QTest::qWait(150);
        QPixmap picture = window.grab();
        const QPixmap over = dialog.grab();
        QPainter painter(&picture);
        painter.fillRect(picture.rect(), QColor(0, 0, 0, 90));
        painter.drawPixmap((picture.width() - over.width()) / 2,
                           (picture.height() - over.height()) / 2, over);
        painter.end();
        picture.save(m_folder.filePath(QStringLiteral("%1-%2.png").arg(m_language, name)));
    }

    /// The window with a popup at its position.
    void saveWithPopup(QWidget &window, QWidget &popup, const QString &name)
    {
        QTest::qWait(150);
        QPixmap picture = window.grab();
        QPainter painter(&picture);
        painter.drawPixmap(popup.geometry().topLeft() - window.mapToGlobal(QPoint()), popup.grab());
        painter.end();
        picture.save(m_folder.filePath(QStringLiteral("%1-%2.png").arg(m_language, name)));
    }

    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    QDir m_folder;
    QString m_language;
    FakeClock &m_clock;
};

inline void click(QWidget &window, const char *name)
{
    window.findChild<QAbstractButton *>(QString::fromLatin1(name))->click();
}

/// Saves Media and Files with its dialogs and states; `media` is its window.
void saveMediaWindow(Gallery &gallery, QWidget &media, FakeRoom &room);

} // namespace prosc
