#pragma once

#include "tests/server/uploads/body_fixture.h"

#include <QTest>

namespace prosc {

/// Shared by the tests of uploads in progress: a body, and a library that receives it.
class BodyUploads
{
protected:
    static constexpr std::chrono::seconds kSilence{60};

    void record()
    {
        const auto recorded = test::recordFragments(m_folder.path(), QStringLiteral("0"));
        QVERIFY2(recorded.size() > 10000, "ffmpeg");
        m_body = std::make_unique<SentBody>(recorded);
        QVERIFY(m_body->units.size() > 6);
    }
    void open(const QString &folder)
    {
        m_library.reset();
        m_data = folder;
        m_library = std::make_unique<Library>(folder);
    }
    /// All units up to and including `last`.
    void sendUpTo(qsizetype last)
    {
        for (qsizetype i = 0; i <= last; ++i) {
            const auto offset = m_body->endOf(i) - m_body->units.at(i).size();
            const auto sent = sendUnits(*m_library, offset, m_body->units.at(i));
            QVERIFY2(sent, sent ? "" : qPrintable(sent.error().detail));
            QCOMPARE(sent->offset, int64_t{m_body->endOf(i)});
            QVERIFY(!sent->length);
        }
    }
    [[nodiscard]] MediaItem item() const
    {
        return *m_library->store->recordings().item(m_library->recording);
    }
    [[nodiscard]] QString part() const { return inFolder(QStringLiteral("upload.part")); }
    [[nodiscard]] QString inFolder(const QString &name) const
    {
        return m_data + QStringLiteral("/rooms/room-1/Recordings/rec-1/") + name;
    }
    [[nodiscard]] QString newFolder() { return m_folder.filePath(QString::number(++m_count)); }
    void wait(std::chrono::seconds time)
    {
        m_library->clock.time = m_library->clock.time.load() + time;
    }

    QTemporaryDir m_folder;
    int m_count = 0;
    std::unique_ptr<SentBody> m_body;
    std::unique_ptr<Library> m_library;
    QString m_data;
};

} // namespace prosc
