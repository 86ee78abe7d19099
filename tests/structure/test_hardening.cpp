#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

/// The built programs carry what the compiler and the linker were asked for.
class TestHardening : public QObject
{
    Q_OBJECT

    QString m_readelf;

    [[nodiscard]] QString read(const QString &program) const
    {
        QProcess process;
        process.setProcessEnvironment([] {
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.insert(u"LC_ALL"_s, u"C"_s);
            return environment;
        }());
        process.start(m_readelf, {u"-W"_s, u"-h"_s, u"-l"_s, u"-d"_s, u"--dyn-syms"_s, program});
        return process.waitForFinished(30'000) ? QString::fromUtf8(process.readAllStandardOutput())
                                               : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_readelf = QStandardPaths::findExecutable(u"readelf"_s);
        if (m_readelf.isEmpty()) {
            QSKIP("readelf is not installed");
        }
    }

    void program_isHardened_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("sign");
        const QList<std::pair<QString, QString>> signs{
            {u"position-independent"_s, uR"(^\s*Type:\s+DYN )"_s},
            {u"relocations read-only"_s, uR"(^\s*GNU_RELRO\s)"_s},
            {u"symbols bound at the start"_s, uR"(\((FLAGS|FLAGS_1)\).*\b(BIND_NOW|NOW)\b)"_s},
            {u"stack not executable"_s, uR"(^\s*GNU_STACK\s.*\sRW\s)"_s},
            {u"stack protected"_s, uR"(\s__stack_chk_fail(@|\s|$))"_s},
            {u"functions fortified"_s, uR"(\s__\w+_chk(@|\s|$))"_s},
        };
        for (const auto &program : QStringLiteral(PROSCENIUM_PROGRAMS).split(QLatin1Char('|'))) {
            for (const auto &[name, sign] : signs) {
                if (PROSCENIUM_FORTIFIED == 1 || name != u"functions fortified"_s) {
                    const auto row = QFileInfo(program).fileName() + u": "_s + name;
                    QTest::newRow(qPrintable(row)) << program << sign;
                }
            }
        }
    }

    void program_isHardened()
    {
        QFETCH(QString, program);
        QFETCH(QString, sign);
        QVERIFY2(QFileInfo::exists(program), "build everything before this test");
        const auto text = read(program);
        QVERIFY(!text.isEmpty());
        const QRegularExpression wanted(sign, QRegularExpression::MultilineOption);
        QVERIFY(text.contains(wanted));
    }
};

QTEST_APPLESS_MAIN(TestHardening)
#include "test_hardening.moc"
