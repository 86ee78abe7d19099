#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

QString outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    return process.waitForFinished(30'000) ? QString::fromUtf8(process.readAllStandardOutput())
                                           : QString();
}

/// The Debian source package of a library's file, empty if it is of none. On a merged /usr dpkg may
/// know the file by its old path.
QString sourcePackageOf(const QString &library)
{
    const auto file = QFileInfo(library).canonicalFilePath();
    for (const auto &path : {file, QString(file).remove(QRegularExpression(u"^/usr"_s))}) {
        const auto owner = outputOf(u"dpkg"_s, {u"-S"_s, path}).section(u": "_s, 0, 0);
        if (!owner.isEmpty()) {
            return outputOf(u"dpkg-query"_s, {u"-W"_s, u"-f=${source:Package}"_s, owner});
        }
    }
    return {};
}

} // namespace

/// packaging/components.json names what the programs really link.
class TestComponents : public QObject
{
    Q_OBJECT

    QJsonArray m_components;

    /// The table's row of a source package.
    [[nodiscard]] QJsonObject componentOf(const QString &source) const
    {
        for (const auto &value : m_components) {
            if (value[u"debianSources"].toArray().contains(source)) {
                return value.toObject();
            }
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(PROSCENIUM_SOURCE_FOLDER) + u"/packaging/components.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto table = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(table.value(u"version").toInt(), 1);
        m_components = table.value(u"components").toArray();
        QVERIFY(!m_components.isEmpty());
    }

    void component_saysAllThatOthersRead()
    {
        static const QRegularExpression spdx(
            u"\\A[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*\\z"_s);
        static const QSet<QString> uses{u"linked"_s,         u"headers"_s,
                                        u"through FFmpeg"_s, u"through GStreamer"_s,
                                        u"through Qt"_s,     u"separate program"_s};
        QSet<QString> sources;
        for (const auto &value : m_components) {
            const auto name = value[u"name"].toString();
            QVERIFY(!name.isEmpty());
            QVERIFY2(spdx.match(value[u"licence"].toString()).hasMatch(), qPrintable(name));
            const QUrl homepage(value[u"homepage"].toString(), QUrl::StrictMode);
            QVERIFY2(homepage.isValid() && homepage.scheme() == u"https"_s, qPrintable(name));
            QVERIFY2(uses.contains(value[u"used"].toString()), qPrintable(name));
            QVERIFY2(value[u"serviceOnly"].isBool(), qPrintable(name));
            QVERIFY2(!value[u"programs"].toArray().isEmpty(), qPrintable(name));
            for (const auto &source : value[u"debianSources"].toArray()) {
                QVERIFY2(!sources.contains(source.toString()), qPrintable(source.toString()));
                sources.insert(source.toString());
            }
        }
    }

    void program_linksOnlyWhatTheTableNames_data()
    {
        QTest::addColumn<QString>("program");
        for (const auto &program : QStringLiteral(PROSCENIUM_PROGRAMS).split(QLatin1Char('|'))) {
            QTest::newRow(qPrintable(QFileInfo(program).fileName())) << program;
        }
    }
    void program_linksOnlyWhatTheTableNames()
    {
        for (const auto *tool : {"readelf", "ldd", "dpkg"}) {
            if (QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty()) {
                QSKIP("readelf, ldd or dpkg is not installed");
            }
        }
        QFETCH(QString, program);
        QVERIFY2(QFileInfo::exists(program), "build everything before this test");
        const auto found = outputOf(u"ldd"_s, {program});
        static const QRegularExpression needed(u"\\(NEEDED\\)\\s.*\\[(.+)\\]"_s);
        auto names = needed.globalMatch(outputOf(u"readelf"_s, {u"-d"_s, program}));
        QVERIFY(names.hasNext());
        const auto ownName = QFileInfo(program).fileName();
        while (names.hasNext()) {
            const auto name = names.next().captured(1);
            const QRegularExpression place(
                u"^\\s*%1 (?:=> )?(/\\S+)"_s.arg(QRegularExpression::escape(name)),
                QRegularExpression::MultilineOption);
            auto path = place.match(found).captured(1);
            if (name.startsWith(u"ld-linux"_s)) {
                continue; // part of the C library, which is linked anyway
            }
            const auto source = sourcePackageOf(path);
            if (source.isEmpty()) {
                QSKIP("a library is of no Debian package here");
            }
            const auto component = componentOf(source);
            QVERIFY2(!component.isEmpty(), qPrintable(name + u" of "_s + source));
            QCOMPARE(component[u"used"].toString(), u"linked"_s);
            QVERIFY2(component[u"programs"].toArray().contains(ownName), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestComponents)
#include "test_components.moc"
