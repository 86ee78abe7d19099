// Tokens. An input that begins with "signed" and a line break holds a header and, after another
// line break, claims: they are signed as our service signs, so that more than the signature is
// tried. Anything else is a token as a stranger sends it.

#include "app/server/security/token_service.h"
#include "tests/fuzz/fuzz.h"
#include "tests/server/fixed_clock.h"

#include <QMessageAuthenticationCode>
#include <QTemporaryDir>

using namespace prosc;
using namespace prosc::test;

namespace {

constexpr QByteArrayView kSigned = "signed\n";

/// Made once: it reads a file.
struct Signer
{
    QTemporaryDir folder;
    FixedClock clock;
    QByteArray secret = QByteArray(32, 's');
    std::unique_ptr<TokenService> tokens;

    Signer()
    {
        const auto path = folder.filePath(QStringLiteral("secret"));
        QFile file(path);
        hold(file.open(QIODevice::WriteOnly) && file.write(secret.toHex()) > 0,
             "a file for the secret");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        auto made = TokenService::create(path, clock);
        hold(made.has_value(), "a token service");
        tokens = std::move(*made);
    }

    [[nodiscard]] QByteArray mac(const QByteArray &text) const
    {
        return QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256);
    }
};

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenIn(const QByteArray &input, const Signer &signer)
{
    if (!input.startsWith(kSigned)) {
        return input;
    }
    const auto rest = input.sliced(kSigned.size());
    const auto at = rest.indexOf('\n');
    const auto text =
        base64Url(rest.left(at)) + '.' + base64Url(at < 0 ? QByteArray() : rest.sliced(at + 1));
    return text + '.' + base64Url(signer.mac(text));
}

/// By RFC 7515 and with Qt's HMAC, not with the library under test.
bool isSigned(const QByteArray &token, const Signer &signer)
{
    const auto dot = token.lastIndexOf('.');
    const auto signature =
        QByteArray::fromBase64(token.sliced(dot + 1), QByteArray::Base64UrlEncoding);
    return dot > 0 && signature == signer.mac(token.left(dot));
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Signer signer;
    const auto token = tokenIn(bytesOf(data, size), signer);
    const auto text = QString::fromLatin1(token);
    const auto &tokens = *signer.tokens;
    const auto join = tokens.readJoinToken(text);
    const bool isOld = tokens.readJoinToken(text, TokenService::Expiry::IsIgnored).has_value();
    const bool isUpload = tokens.readUploadToken(text).has_value();
    const bool isTicket = tokens.readMediaTicket(text).has_value();
    const bool isPage = tokens.readPageToken(text).has_value();
    const int purposes =
        (isOld ? 1 : 0) + (isUpload ? 1 : 0) + (isTicket ? 1 : 0) + (isPage ? 1 : 0);
    hold(purposes <= 1, "a token is for one purpose");
    hold(!join || isOld, "what is valid is valid without its time, too");
    hold(!join || !join->room.isEmpty(), "a link leads to a room");
    hold(purposes == 0 || isSigned(token, signer), "nobody else can sign");
    return 0;
}
