#include "app/server/security/token_service.h"
#include "tests/server/fixed_clock.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A token as an independent library would make it.
QString foreignToken(const QByteArray &header, const QByteArray &claims, const QByteArray &key,
                     QCryptographicHash::Algorithm hash)
{
    const QByteArray signedPart = base64Url(header) + '.' + base64Url(claims);
    const QByteArray signature =
        key.isEmpty() ? QByteArray() : QMessageAuthenticationCode::hash(signedPart, key, hash);
    return QString::fromLatin1(signedPart + '.' + base64Url(signature));
}

} // namespace

class TestTokenService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<FixedClock>();
        m_secretFile = m_folder->filePath(u"data/secret"_s);
        m_tokens = make();
        QFile file(m_secretFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_secret = QByteArray::fromHex(file.readAll().trimmed());
    }

    void joinToken_isReadBack_untilItExpires()
    {
        for (const Role role : {Role::Host, Role::Moderator, Role::Participant}) {
            const auto token = m_tokens->joinToken({RoomId{u"room1"_s}, role}, 1h);
            QVERIFY(token);
            QCOMPARE(m_tokens->readJoinToken(*token), (JoinClaims{RoomId{u"room1"_s}, role}));
        }
        const auto token = m_tokens->joinToken({RoomId{u"room1"_s}, Role::Host}, 1h);
        m_clock->advance(59min + 59s);
        QVERIFY(m_tokens->readJoinToken(*token));
        m_clock->advance(1s);
        QCOMPARE(m_tokens->readJoinToken(*token).error().code, ErrorCode::TokenExpired);
    }

    void uploadToken_isReadBack_for30Days()
    {
        const UploadClaims claims{RoomId{u"r"_s}, RecordingId{u"rec"_s}, 3};
        const auto token = m_tokens->uploadToken(claims);
        m_clock->advance(30 * 24h - 1s);
        QCOMPARE(m_tokens->readUploadToken(*token), claims);
        m_clock->advance(1s);
        QCOMPARE(m_tokens->readUploadToken(*token).error().code, ErrorCode::TokenExpired);
    }

    void pageToken_isReadBack_evenAfterItsTime_andIsNoOtherToken()
    {
        for (const auto formFactor : {FormFactor::Desktop, FormFactor::Tablet, FormFactor::Phone}) {
            const auto token = m_tokens->pageToken(formFactor);
            QVERIFY(token);
            m_clock->advance(21 * 24h);
            QCOMPARE(m_tokens->readPageToken(*token), formFactor);
            QVERIFY(!m_tokens->readJoinToken(*token, TokenService::Expiry::IsIgnored));
        }
        const auto link = m_tokens->joinToken({RoomId{u"r"_s}, Role::Host}, 1h);
        QCOMPARE(m_tokens->readPageToken(*link).error().code, ErrorCode::TokenInvalid);
        QVERIFY(!m_tokens->readPageToken(QString()));
    }

    void mediaTicket_isReadBack_forAnHour()
    {
        for (const auto purpose : {msg::LinkPurpose::View, msg::LinkPurpose::Download}) {
            const MediaClaims claims{RecordingId{u"rec"_s}, purpose};
            const auto ticket = m_tokens->mediaTicket(claims);
            QCOMPARE(m_tokens->readMediaTicket(*ticket), claims);
        }
        const auto ticket = m_tokens->mediaTicket({RecordingId{u"rec"_s}, msg::LinkPurpose::View});
        m_clock->advance(1h);
        QCOMPARE(m_tokens->readMediaTicket(*ticket).error().code, ErrorCode::TokenExpired);
    }

    void token_isInvalid_forAnotherPurpose()
    {
        const auto join = m_tokens->joinToken({RoomId{u"r"_s}, Role::Host}, 1h);
        const auto upload = m_tokens->uploadToken({RoomId{u"r"_s}, RecordingId{u"x"_s}, 1});
        const auto ticket = m_tokens->mediaTicket({RecordingId{u"x"_s}, msg::LinkPurpose::View});
        QCOMPARE(m_tokens->readJoinToken(*upload).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(m_tokens->readJoinToken(*ticket).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(m_tokens->readUploadToken(*join).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(m_tokens->readMediaTicket(*upload).error().code, ErrorCode::TokenInvalid);
    }

    void token_isInvalid_whenAnyCharacterChanges()
    {
        const QString token = *m_tokens->joinToken({RoomId{u"r"_s}, Role::Participant}, 1h);
        // The last character of base64 may contain unused bits.
        for (qsizetype i = 0; i < token.size() - 1; ++i) {
            QString changed = token;
            changed[i] = changed[i] == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
            const auto read = m_tokens->readJoinToken(changed);
            QVERIFY2(!read && read.error().code == ErrorCode::TokenInvalid,
                     qPrintable(QString::number(i)));
        }
    }

    void foreignToken_isRead_whenItIsRight()
    {
        // Shows that the refusals below happen for the stated reason.
        QVERIFY(m_tokens->readJoinToken(
            foreignToken(kHeader, claims(), m_secret, QCryptographicHash::Sha256)));
    }

    void token_isInvalid_withAnotherAlgorithm()
    {
        const auto none =
            foreignToken(R"({"alg":"none","typ":"JWT"})", claims(), {}, QCryptographicHash::Sha256);
        QCOMPARE(m_tokens->readJoinToken(none).error().code, ErrorCode::TokenInvalid);
        const auto sha512 = foreignToken(R"({"alg":"HS512","typ":"JWT"})", claims(), m_secret,
                                         QCryptographicHash::Sha512);
        QCOMPARE(m_tokens->readJoinToken(sha512).error().code, ErrorCode::TokenInvalid);
        const auto sha384 = foreignToken(R"({"alg":"HS384","typ":"JWT"})", claims(), m_secret,
                                         QCryptographicHash::Sha384);
        QCOMPARE(m_tokens->readJoinToken(sha384).error().code, ErrorCode::TokenInvalid);
    }

    void token_isInvalid_withoutSignatureOrWithAnotherKey()
    {
        const auto stripped = foreignToken(kHeader, claims(), {}, QCryptographicHash::Sha256);
        QCOMPARE(m_tokens->readJoinToken(stripped).error().code, ErrorCode::TokenInvalid);
        const auto other =
            foreignToken(kHeader, claims(), QByteArray(32, 'k'), QCryptographicHash::Sha256);
        QCOMPARE(m_tokens->readJoinToken(other).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(m_tokens->readJoinToken({}).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(m_tokens->readJoinToken(QString(100'000, QLatin1Char('a'))).error().code,
                 ErrorCode::TokenInvalid);
    }

    void token_isInvalid_withoutRightTimes_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::newRow("no exp") << QJsonObject{{u"exp"_s, QJsonValue()}};
        QTest::newRow("no iat") << QJsonObject{{u"iat"_s, QJsonValue()}};
        QTest::newRow("exp is text") << QJsonObject{{u"exp"_s, u"99999999999"_s}};
        QTest::newRow("exp is true") << QJsonObject{{u"exp"_s, true}};
        QTest::newRow("exp is negative") << QJsonObject{{u"exp"_s, -1}};
        QTest::newRow("exp before iat")
            << QJsonObject{{u"iat"_s, now() + 30}, {u"exp"_s, now() + 20}};
        QTest::newRow("issued tomorrow")
            << QJsonObject{{u"iat"_s, now() + 86'400}, {u"exp"_s, now() + 90'000}};
        QTest::newRow("valid from tomorrow") << QJsonObject{{u"nbf"_s, now() + 86'400}};
        QTest::newRow("valid in two minutes") << QJsonObject{{u"nbf"_s, now() + 120}};
        QTest::newRow("nbf is text") << QJsonObject{{u"nbf"_s, u"0"_s}};
        QTest::newRow("no room") << QJsonObject{{u"room"_s, QJsonValue()}};
        QTest::newRow("unknown role") << QJsonObject{{u"role"_s, u"admin"_s}};
    }
    void token_isInvalid_withoutRightTimes()
    {
        QFETCH(QJsonObject, change);
        QJsonObject object = QJsonDocument::fromJson(claims()).object();
        for (auto it = change.constBegin(); it != change.constEnd(); ++it) {
            it.value().isNull() ? object.remove(it.key())
                                : void(object.insert(it.key(), it.value()));
        }
        const auto token =
            foreignToken(kHeader, QJsonDocument(object).toJson(QJsonDocument::Compact), m_secret,
                         QCryptographicHash::Sha256);
        QCOMPARE(m_tokens->readJoinToken(token).error().code, ErrorCode::TokenInvalid);
    }

    void token_isRead_whenItIsValidByNow()
    {
        QJsonObject object = QJsonDocument::fromJson(claims()).object();
        for (const qint64 from : {now() - 10, now(), now() + 30}) {
            object.insert(u"nbf"_s, from);
            const auto token =
                foreignToken(kHeader, QJsonDocument(object).toJson(QJsonDocument::Compact),
                             m_secret, QCryptographicHash::Sha256);
            QVERIFY(m_tokens->readJoinToken(token));
        }
    }

    void token_isInvalid_whenItNeedsAnExtension()
    {
        for (const char *header : {R"({"alg":"HS256","typ":"JWT","crit":["exp"],"exp":1})",
                                   R"({"alg":"HS256","typ":"JWT","crit":[]})",
                                   R"({"crit":null,"alg":"HS256","typ":"JWT"})"}) {
            const auto token = foreignToken(header, claims(), m_secret, QCryptographicHash::Sha256);
            QCOMPARE(m_tokens->readJoinToken(token).error().code, ErrorCode::TokenInvalid);
        }
    }

    void expiredToken_isExpired_thoughLibjwtTakesIt()
    {
        QJsonObject object = QJsonDocument::fromJson(claims()).object();
        object.insert(u"iat"_s, now() - 100);
        object.insert(u"exp"_s, now() - 1);
        const auto token =
            foreignToken(kHeader, QJsonDocument(object).toJson(QJsonDocument::Compact), m_secret,
                         QCryptographicHash::Sha256);
        QCOMPARE(m_tokens->readJoinToken(token).error().code, ErrorCode::TokenExpired);
    }

    void expiredToken_isRead_whenItsTimeIsIgnored_butNothingElseIs()
    {
        const auto ignoring = [this](const QString &token) {
            return m_tokens->readJoinToken(token, TokenService::Expiry::IsIgnored);
        };
        const JoinClaims claims{RoomId{u"r"_s}, Role::Host};
        const auto token = m_tokens->joinToken(claims, 1h);
        const auto upload = m_tokens->uploadToken({RoomId{u"r"_s}, RecordingId{u"x"_s}, 1});
        m_clock->advance(40 * 24h);
        QCOMPARE(m_tokens->readJoinToken(*token).error().code, ErrorCode::TokenExpired);
        QCOMPARE(ignoring(*token), claims);
        QCOMPARE(ignoring(*upload).error().code, ErrorCode::TokenInvalid);
        QCOMPARE(ignoring(*token + QLatin1Char('x')).error().code, ErrorCode::TokenInvalid);
    }

    void secret_isKept_andOnlyItsOwnersToRead()
    {
        const auto permissions = QFile::permissions(m_secretFile);
        QVERIFY((permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup |
                                QFile::WriteOther)) == 0);
        QVERIFY(m_secret.size() >= 32);
        const auto token = m_tokens->joinToken({RoomId{u"r"_s}, Role::Host}, 1h);
        m_tokens = make();
        QVERIFY(m_tokens->readJoinToken(*token));
        QVERIFY(QFile::remove(m_secretFile));
        m_tokens = make();
        QCOMPARE(m_tokens->readJoinToken(*token).error().code, ErrorCode::TokenInvalid);
    }

    void create_fails_whenOthersCanReadSecret()
    {
        QVERIFY(QFile::setPermissions(m_secretFile,
                                      QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        const auto refused = TokenService::create(m_secretFile, *m_clock);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::PermissionDenied);
        QVERIFY(refused.error().detail.contains(m_secretFile));
    }

    void create_fails_whenSecretIsDamaged()
    {
        for (const char *content :
             {"", "abcd", "not hexadecimal, but long enough to be a secret of 32 bytes, is it?"}) {
            QFile file(m_secretFile);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(content);
            file.close();
            const auto refused = TokenService::create(m_secretFile, *m_clock);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::FileDamaged);
        }
    }

private:
    static constexpr auto kHeader = R"({"alg":"HS256","typ":"JWT"})";

    std::unique_ptr<TokenService> make()
    {
        auto made = TokenService::create(m_secretFile, *m_clock);
        return made ? std::move(*made) : nullptr;
    }
    [[nodiscard]] static qint64 now() { return FixedClock().wallTime().toSecsSinceEpoch(); }
    [[nodiscard]] static QByteArray claims()
    {
        return R"({"purpose":"join","room":"r","role":"participant","iat":)" +
               QByteArray::number(now()) + R"(,"exp":)" + QByteArray::number(now() + 3600) + '}';
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FixedClock> m_clock;
    QString m_secretFile;
    QByteArray m_secret;
    std::unique_ptr<TokenService> m_tokens;
};

QTEST_GUILESS_MAIN(TestTokenService)
#include "test_token_service.moc"
