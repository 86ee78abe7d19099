#include "app/desktop/about.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestAbout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void build_namesItsComponents_withVersionsAndLicences()
    {
        const auto about = aboutOf(BuildParts::All);
        const auto version = [&about](const QString &name) {
            const auto found =
                std::ranges::find(about.components, name, &AboutView::Component::name);
            return found == about.components.end() ? QString() : found->version;
        };
        QCOMPARE(version(u"Qt"_s), QString::fromLatin1(qVersion()));
        for (const auto *name : {"FFmpeg", "GStreamer", "Opus", "libyuv", "zimg", "tl-expected"}) {
            QVERIFY2(!version(QLatin1String(name)).isEmpty(), name);
        }
        for (const auto &component : about.components) {
            QVERIFY2(!component.licence.isEmpty(), qPrintable(component.name));
            QVERIFY2(component.homepage.startsWith(u"https://"_s), qPrintable(component.name));
        }
        QVERIFY2(about.ffmpegLicence.contains(u"GPL"_s), qPrintable(about.ffmpegLicence));
    }

    void client_namesNothingOfTheService()
    {
        const auto names = [](BuildParts parts) {
            QStringList list;
            for (const auto &component : aboutOf(parts).components) {
                list << component.name;
            }
            return list;
        };
        const auto client = names(BuildParts::Client);
        QVERIFY(client.contains(u"GStreamer"_s));
        QVERIFY(!client.contains(u"OpenSSL"_s));
        QVERIFY(names(BuildParts::All).contains(u"OpenSSL"_s));
    }

    void dialog_saysWhichLicenceTheWholeHas_data()
    {
        QTest::addColumn<QString>("ffmpeg");
        QTest::addColumn<bool>("gpl");
        QTest::newRow("GPL") << u"GPL version 2 or later"_s << true;
        QTest::newRow("LGPL") << u"LGPL version 2.1 or later"_s << false;
    }
    void dialog_saysWhichLicenceTheWholeHas()
    {
        QFETCH(QString, ffmpeg);
        QFETCH(bool, gpl);
        AboutView about;
        about.version = u"1.2.3"_s;
        about.ffmpegLicence = ffmpeg;
        about.components = {{u"A <b>"_s, u"4.5"_s, u"MIT"_s, u"https://a.example/"_s}};
        auto *dialog = new AboutDialog(about, nullptr);
        const auto text = [dialog](const char *name) {
            return dialog->findChild<QLabel *>(QLatin1String(name))->text();
        };
        QCOMPARE(text("versionLabel"), u"Version 1.2.3"_s);
        const auto licence = text("licenceLabel");
        QVERIFY(licence.contains(u"Apache License 2.0"_s));
        QCOMPARE(licence.contains(u"General Public License 3"_s), gpl);
        const auto table = text("componentsLabel");
        QVERIFY(table.contains(u"href=\"https://a.example/\">A &lt;b&gt;</a>"_s));
        QVERIFY(table.contains(u"4.5"_s) && table.contains(u"MIT"_s));
        QPointer<QDialog> alive(dialog);
        dialog->open();
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"closeAboutButton"_s), Qt::LeftButton);
        QTRY_VERIFY(alive.isNull());
    }
};

QTEST_MAIN(TestAbout)
#include "test_about.moc"
