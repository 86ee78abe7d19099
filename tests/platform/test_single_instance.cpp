#include "app/platform/single_instance.h"

#include <QDir>
#include <QLocalSocket>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

using Answer = SingleInstance::Answer;

/// Ends it as soon as nothing but an event is missing.
constexpr auto kPatience = std::chrono::seconds(20);

Result<SingleInstance::Claim> claimOf(const QTemporaryDir &data, const QByteArray &request = "{}",
                                      std::chrono::milliseconds patience = kPatience)
{
    return SingleInstance::claim(data.path(), request, patience);
}

/// A later start: it waits for the first one, whose event loop is this thread's.
std::future<Result<SingleInstance::Claim>> laterStart(const QTemporaryDir &data,
                                                      const QByteArray &request)
{
    return std::async(std::launch::async, [&data, request] {
        auto claim = claimOf(data, request);
        if (claim && claim->first) {
            claim->first->moveToThread(QCoreApplication::instance()->thread());
        }
        return claim;
    });
}

bool isReady(const std::future<Result<SingleInstance::Claim>> &claim)
{
    return claim.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

} // namespace

class TestSingleInstance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_runtime = std::make_unique<QTemporaryDir>();
        QFile::setPermissions(m_runtime->path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                                     QFileDevice::ExeOwner);
        qputenv("XDG_RUNTIME_DIR", m_runtime->path().toLocal8Bit());
    }

    void laterStart_handsItsRequestOver_toTheFirst_data()
    {
        QTest::addColumn<bool>("done");
        QTest::newRow("done") << true;
        QTest::newRow("refused") << false;
    }
    void laterStart_handsItsRequestOver_toTheFirst()
    {
        QFETCH(bool, done);
        const QTemporaryDir data;
        auto claim = claimOf(data);
        QVERIFY(claim && claim->first);
        // It asks before the first one is ready to answer.
        auto later = laterStart(data, "a request");
        QByteArrayList requests;
        claim->first->serve([&](const QByteArray &request) {
            requests << request;
            return done ? Answer::Done : Answer::Refused;
        });
        QTRY_VERIFY(isReady(later));
        const auto answer = later.get();
        QVERIFY(answer && !answer->first);
        QCOMPARE(answer->answer, done ? Answer::Done : Answer::Refused);
        QCOMPARE(requests, QByteArrayList{"a request"});
    }

    void start_isTheFirst_inEachDataFolder()
    {
        const QTemporaryDir one;
        const QTemporaryDir other;
        const auto first = claimOf(one);
        const auto second = claimOf(other);
        QVERIFY(first && first->first);
        QVERIFY(second && second->first);
    }

    void start_isTheFirst_afterOneThatWasKilled()
    {
        const QTemporaryDir data;
        QString lock;
        QString socket;
        {
            const auto claim = claimOf(data);
            socket = pathOf(u"*.socket"_s);
            lock = pathOf(u"*.lock"_s);
        }
        // What it leaves behind: a lock of a process that is gone, and a socket without a listener.
        write(lock,
              "4194304000\ntest_single_instance\n" + QSysInfo::machineHostName().toUtf8() + "\n");
        write(socket, {});
        auto claim = claimOf(data);
        QVERIFY(claim && claim->first);
        claim->first->serve([](const QByteArray &) { return Answer::Done; });
        auto later = laterStart(data, "{}");
        QTRY_VERIFY(isReady(later));
        QVERIFY(!later.get()->first);
    }

    void laterStart_isTheFirst_whenTheOneBeforeEnds()
    {
        const QTemporaryDir data;
        auto claim = claimOf(data);
        claim->first->serve([](const QByteArray &) { return Answer::Done; });
        claim->first->retire();
        auto later = laterStart(data, "{}");
        QVERIFY(later.wait_for(std::chrono::milliseconds(300)) == std::future_status::timeout);
        claim->first.reset();
        QTRY_VERIFY(isReady(later));
        QVERIFY(later.get()->first);
    }

    void laterStart_saysSo_whenTheFirstDoesNotAnswer()
    {
        const QTemporaryDir data;
        const auto claim = claimOf(data);
        const auto later = claimOf(data, "{}", std::chrono::milliseconds(300));
        QVERIFY(!later);
        QCOMPARE(later.error().code, ErrorCode::Timeout);
    }

    void start_isTheFirst_withoutARuntimeFolder()
    {
        qputenv("XDG_RUNTIME_DIR", m_runtime->filePath(u"missing"_s).toLocal8Bit());
        QFile file(m_runtime->filePath(u"missing"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QTemporaryDir data;
        const auto claim = claimOf(data);
        QVERIFY(claim && claim->first);
    }

    void socket_isOnlyForThisUser()
    {
        const QTemporaryDir data;
        const auto claim = claimOf(data);
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther;
        QCOMPARE(QFile::permissions(pathOf(u"*.socket"_s)) & others, QFileDevice::Permissions());
    }

    void garbage_isRefused_andAFloodTurnedAway()
    {
        const QTemporaryDir data;
        auto claim = claimOf(data);
        int asked = 0;
        claim->first->serve([&](const QByteArray &) {
            ++asked;
            return Answer::Done;
        });
        QLocalSocket endless;
        endless.connectToServer(pathOf(u"*.socket"_s));
        QVERIFY(endless.waitForConnected());
        endless.write(QByteArray(2 * SingleInstance::kMaxBytes, 'x'));
        QTRY_COMPARE(endless.state(), QLocalSocket::UnconnectedState);
        std::vector<std::unique_ptr<QLocalSocket>> silent;
        for (int i = 0; i < 20; ++i) {
            silent.push_back(std::make_unique<QLocalSocket>());
            silent.back()->connectToServer(pathOf(u"*.socket"_s));
            QTest::qWait(0);
        }
        const auto turnedAway = [&silent] {
            return std::ranges::count_if(silent, [](const auto &socket) {
                return socket->state() == QLocalSocket::UnconnectedState;
            });
        };
        QTRY_VERIFY(turnedAway() >= 12);
        QCOMPARE(asked, 0);
        // They are not kept for ever either: a start gets its answer.
        auto later = laterStart(data, "{}");
        QTRY_VERIFY_WITH_TIMEOUT(isReady(later), 15000);
        QVERIFY(later.get());
        QCOMPARE(asked, 1);
    }

private:
    [[nodiscard]] QString pathOf(const QString &pattern) const
    {
        const QDir folder(m_runtime->path());
        const auto files = folder.entryList({pattern}, QDir::Files | QDir::System);
        return files.size() == 1 ? folder.filePath(files[0]) : QString();
    }
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    std::unique_ptr<QTemporaryDir> m_runtime;
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "test_single_instance.moc"
