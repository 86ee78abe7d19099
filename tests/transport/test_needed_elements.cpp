#include "app/base/missing_package.h"
#include "app/transport/peer/gst_handles.h"
#include "app/transport/peer/needed_elements.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestNeededElements : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { gst_init(nullptr, nullptr); }

    void elements_areAllInTheTable_thatTheSourcesName()
    {
        // Each text in the sources that is the name of an element, however it gets to addElement().
        static const QRegularExpression literal(u"\"([a-z0-9-]+)\""_s);
        QSet<QByteArray> named;
        QDirIterator files(QStringLiteral(PROSC_TRANSPORT), {u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.fileName().endsWith(u"/needed_elements.cpp"_s)) {
                continue;
            }
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto texts = literal.globalMatch(QString::fromUtf8(file.readAll()));
            while (texts.hasNext()) {
                const auto name = texts.next().captured(1).toLatin1();
                if (GstFactoryPtr(gst_element_factory_find(name.constData()))) {
                    named << name;
                }
            }
        }
        QVERIFY2(named.contains("webrtcbin") && named.contains("rtph264pay"), "the texts are read");
        const auto table = neededElements();
        for (const auto &name : named) {
            const bool isThere = std::ranges::any_of(
                table, [&name](const NeededElement &element) { return name == element.name; });
            QVERIFY2(isThere, name.constData());
        }
    }

    void elements_areEachHere_fromOnePackageAPlugin()
    {
        QHash<QString, QString> packageOf;
        for (const auto &[name, package] : neededElements()) {
            const GstFactoryPtr factory(gst_element_factory_find(name));
            QVERIFY2(factory, name);
            const auto plugin = QString::fromUtf8(
                gst_plugin_feature_get_plugin_name(GST_PLUGIN_FEATURE(factory.get())));
            const auto known = packageOf.value(plugin, QString::fromLatin1(package));
            QCOMPARE(QString::fromLatin1(package), known);
            packageOf.insert(plugin, known);
        }
    }

    void packages_areNamedOnce_whenSeveralElementsLack()
    {
        QVERIFY(packagesLacking([](const char *) { return true; }).isEmpty());
        const auto lacking = packagesLacking([](const char *name) {
            const QByteArray element(name);
            return !element.startsWith("nice") && !element.startsWith("rtpvp");
        });
        QCOMPARE(
            missingPackages(lacking),
            (Error{ErrorCode::PackageMissing, u"gstreamer1.0-nice, gstreamer1.0-plugins-good"_s}));
    }

    void packages_areNotNamed_whereTheProgramBringsThemAlong()
    {
        qputenv("APPIMAGE", "/opt/Proscenium.AppImage");
        QCOMPARE(missingPackages({u"gstreamer1.0-nice"_s}), (Error{ErrorCode::PackageMissing, {}}));
        qunsetenv("APPIMAGE");
    }
};

QTEST_GUILESS_MAIN(TestNeededElements)
#include "test_needed_elements.moc"
