#include "app/server/security/tls_pem.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <QFile>

#include <array>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

Result<QByteArray> readAll(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        return fail(ErrorCode::ConfigInvalid, u"%1: there is no such file"_s.arg(path));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::ConfigInvalid,
                    u"%1: cannot be read: %2"_s.arg(path, file.errorString()));
    }
    return file.readAll();
}

BioHandle memoryOf(const QByteArray &bytes)
{
    return BioHandle(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr; // the BIO owns it
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? QByteArray(data, static_cast<qsizetype>(size)) : QByteArray();
}

/// Without this callback OpenSSL prompts for the pass phrase on the terminal.
int noPassPhrase(char *, int, int, void *)
{
    return -1;
}

} // namespace

Result<CertificateHandle> readCertificate(const QString &file)
{
    const auto bytes = readAll(file);
    if (!bytes) {
        return fail(bytes.error());
    }
    const BioHandle bio = memoryOf(*bytes);
    CertificateHandle certificate(PEM_read_bio_X509(bio.get(), nullptr, noPassPhrase, nullptr));
    if (!certificate) {
        ERR_clear_error();
        return fail(ErrorCode::ConfigInvalid, u"%1: holds no certificate in PEM form"_s.arg(file));
    }
    return certificate;
}

Result<KeyHandle> readKey(const QString &file)
{
    const auto bytes = readAll(file);
    if (!bytes) {
        return fail(bytes.error());
    }
    const BioHandle bio = memoryOf(*bytes);
    KeyHandle key(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassPhrase, nullptr));
    if (!key) {
        ERR_clear_error();
        return fail(ErrorCode::ConfigInvalid,
                    u"%1: holds no private key in PEM form, or one with a pass phrase"_s.arg(file));
    }
    return key;
}

QByteArray certificatePem(X509 *certificate)
{
    const BioHandle bio(BIO_new(BIO_s_mem()));
    return bio && PEM_write_bio_X509(bio.get(), certificate) == 1 ? contentOf(bio.get())
                                                                  : QByteArray();
}

QByteArray keyPem(EVP_PKEY *key)
{
    const BioHandle bio(BIO_new(BIO_s_mem()));
    return bio && PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) ==
                       1
               ? contentOf(bio.get())
               : QByteArray();
}

QString fingerprintOf(X509 *certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) {
        return {};
    }
    const QByteArray bytes(reinterpret_cast<const char *>(digest.data()),
                           static_cast<qsizetype>(size));
    return QString::fromLatin1(bytes.toHex());
}

bool namesHost(X509 *certificate, const QString &host)
{
    const QByteArray name = host.toLatin1();
    return certificate != nullptr &&
           (X509_check_ip_asc(certificate, name.constData(), 0) == 1 ||
            X509_check_host(certificate, name.constData(), static_cast<size_t>(name.size()), 0,
                            nullptr) == 1);
}

QString lastTlsError()
{
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    ERR_clear_error();
    return QString::fromLatin1(text.data());
}

} // namespace prosc
