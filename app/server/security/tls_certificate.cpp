#include "app/server/security/tls_certificate.h"

#include "app/base/logging.h"
#include "app/disk/private_file.h"
#include "app/server/security/tls_handles.h"
#include "app/server/security/tls_pem.h"

#include <openssl/rand.h>

#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kLifetimeDays = 397;
/// An own certificate with less time left is replaced at start.
constexpr int kRenewDays = 7;

/// The subject alternative name in OpenSSL's notation.
QByteArray subjectNames(const TlsNames &names)
{
    QStringList entries{u"DNS:localhost"_s, u"IP:127.0.0.1"_s, u"IP:::1"_s};
    const auto isNameChar = [](QChar c) {
        return c.unicode() < 0x80 &&
               (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.'));
    };
    const bool isName = std::all_of(names.hostName.begin(), names.hostName.end(), isNameChar);
    if (isName && !names.hostName.isEmpty()) {
        entries.append(u"DNS:"_s + names.hostName);
    }
    for (const QString &address : names.addresses) {
        entries.append(u"IP:"_s + address);
    }
    entries.removeDuplicates();
    return entries.join(QLatin1Char(',')).toLatin1();
}

bool addExtension(X509 *certificate, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const ExtensionHandle extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool setSubject(X509 *certificate)
{
    X509_NAME *name = X509_get_subject_name(certificate); // the certificate owns it
    const QByteArray common("Proscenium room service");
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(common.constData()),
                                      static_cast<int>(common.size()), -1, 0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1;
}

bool setSerial(X509 *certificate)
{
    std::array<unsigned char, 8> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        return false;
    }
    uint64_t serial = 0;
    for (const unsigned char byte : bytes) {
        serial = serial << 8 | byte;
    }
    return ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1;
}

CertificateHandle makeCertificate(EVP_PKEY *key, const TlsNames &names, int64_t now)
{
    CertificateHandle certificate(X509_new());
    // Backdated by an hour, so that a guest whose clock is slow can join.
    const time_t from = static_cast<time_t>(now - 3600);
    const time_t until = static_cast<time_t>(now + int64_t{kLifetimeDays} * 86400 - 3600);
    const bool made = certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
                      setSerial(certificate.get()) &&
                      ASN1_TIME_set(X509_getm_notBefore(certificate.get()), from) != nullptr &&
                      ASN1_TIME_set(X509_getm_notAfter(certificate.get()), until) != nullptr &&
                      X509_set_pubkey(certificate.get(), key) == 1 &&
                      setSubject(certificate.get()) &&
                      addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                      addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature") &&
                      addExtension(certificate.get(), NID_ext_key_usage, "serverAuth") &&
                      addExtension(certificate.get(), NID_subject_alt_name, subjectNames(names)) &&
                      X509_sign(certificate.get(), key, EVP_sha256()) > 0;
    return made ? std::move(certificate) : nullptr;
}

/// At least half of this machine's addresses must be covered: a laptop that moved to another
/// network needs a new certificate.
bool coversAddresses(X509 *certificate, const QStringList &addresses)
{
    const auto covered =
        std::count_if(addresses.begin(), addresses.end(), [certificate](const QString &address) {
            return X509_check_ip_asc(certificate, address.toLatin1().constData(), 0) == 1;
        });
    return covered * 2 >= addresses.size();
}

/// The certificate on disk, if it is still usable.
Result<TlsCertificate> existingCertificate(const TlsFiles &files, const TlsNames &names,
                                           int64_t now)
{
    const auto keyText = readPrivateFile(files.key);
    if (!keyText) {
        return fail(keyText.error());
    }
    auto certificate = readCertificate(files.certificate);
    auto key = readKey(files.key);
    if (!certificate || !key) {
        return fail(certificate ? key.error() : certificate.error());
    }
    time_t soon = static_cast<time_t>(now + int64_t{kRenewDays} * 86400);
    if (X509_check_private_key(certificate->get(), key->get()) != 1 ||
        X509_cmp_time(X509_get0_notAfter(certificate->get()), &soon) <= 0 ||
        !coversAddresses(certificate->get(), names.addresses)) {
        return fail(ErrorCode::FileDamaged, u"out of date"_s);
    }
    return TlsCertificate{files, fingerprintOf(certificate->get())};
}

Result<TlsCertificate> newCertificate(const TlsFiles &files, const TlsNames &names, int64_t now)
{
    const KeyHandle key(EVP_EC_gen("P-256"));
    const CertificateHandle certificate =
        key ? makeCertificate(key.get(), names, now) : CertificateHandle();
    if (!certificate) {
        return fail(ErrorCode::Internal, lastTlsError());
    }
    const QByteArray keyText = keyPem(key.get());
    const QByteArray certificateText = certificatePem(certificate.get());
    if (keyText.isEmpty() || certificateText.isEmpty()) {
        return fail(ErrorCode::Internal, lastTlsError());
    }
    for (const auto &[path, text] :
         {std::pair{files.key, keyText}, std::pair{files.certificate, certificateText}}) {
        if (const Status written = writePrivateFile(path, text); !written) {
            return fail(written.error());
        }
    }
    return TlsCertificate{files, fingerprintOf(certificate.get())};
}

struct InterfacesFree
{
    void operator()(ifaddrs *list) const { freeifaddrs(list); }
};

QString numericAddress(const sockaddr *address)
{
    const bool v4 = address->sa_family == AF_INET;
    std::array<char, NI_MAXHOST> text{};
    const auto length = static_cast<socklen_t>(v4 ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
    if (getnameinfo(address, length, text.data(), static_cast<socklen_t>(text.size()), nullptr, 0,
                    NI_NUMERICHOST) != 0) {
        return {};
    }
    return QString::fromLatin1(text.data());
}

} // namespace

TlsNames TlsNames::ofThisMachine()
{
    TlsNames names;
    names.hostName = QSysInfo::machineHostName();
    ifaddrs *first = nullptr;
    if (getifaddrs(&first) != 0) {
        return names;
    }
    const std::unique_ptr<ifaddrs, InterfacesFree> list(first);
    for (const ifaddrs *one = list.get(); one != nullptr; one = one->ifa_next) {
        const bool usable =
            one->ifa_addr != nullptr && (one->ifa_flags & IFF_UP) != 0 &&
            (one->ifa_flags & IFF_LOOPBACK) == 0 &&
            (one->ifa_addr->sa_family == AF_INET || one->ifa_addr->sa_family == AF_INET6);
        const QString address = usable ? numericAddress(one->ifa_addr) : QString();
        // A link-local address contains its interface ("%eth0"), which no certificate can name.
        if (!address.isEmpty() && !address.contains(QLatin1Char('%'))) {
            names.addresses.append(address);
        }
    }
    names.addresses.removeDuplicates();
    return names;
}

Result<TlsCertificate> ownTlsCertificate(const QString &folder, const TlsNames &names,
                                         const Clock &clock)
{
    const TlsFiles files{folder + u"/certificate.pem"_s, folder + u"/key.pem"_s};
    const int64_t now = clock.wallTime().toSecsSinceEpoch();
    if (QFileInfo::exists(files.key)) {
        auto existing = existingCertificate(files, names, now);
        if (existing || existing.error().code == ErrorCode::PermissionDenied) {
            return existing;
        }
        qCInfo(logServer, "the service's own certificate is made anew");
    }
    return newCertificate(files, names, now);
}

Result<TlsCertificate> configuredTlsCertificate(const TlsFiles &files, const Clock &clock)
{
    const auto certificate = readCertificate(files.certificate);
    if (!certificate) {
        return fail(certificate.error());
    }
    const auto key = readKey(files.key);
    if (!key) {
        return fail(key.error());
    }
    if (X509_check_private_key(certificate->get(), key->get()) != 1) {
        return fail(ErrorCode::ConfigInvalid,
                    u"%1: the key does not belong to the certificate %2"_s.arg(files.key,
                                                                               files.certificate));
    }
    time_t now = static_cast<time_t>(clock.wallTime().toSecsSinceEpoch());
    if (X509_cmp_time(X509_get0_notAfter(certificate->get()), &now) <= 0) {
        return fail(ErrorCode::ConfigInvalid,
                    u"%1: the certificate has expired"_s.arg(files.certificate));
    }
    return TlsCertificate{files, fingerprintOf(certificate->get())};
}

} // namespace prosc
