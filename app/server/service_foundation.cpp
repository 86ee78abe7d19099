#include "app/server/service_foundation.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

Result<std::optional<TlsCertificate>> certificateFor(const ServiceConfig &config,
                                                     const Clock &clock)
{
    if (config.tls == TlsMode::None) {
        return std::optional<TlsCertificate>();
    }
    auto made =
        config.tls == TlsMode::Configured
            ? configuredTlsCertificate(TlsFiles{config.certificateFile, config.keyFile}, clock)
            : ownTlsCertificate(config.dataFolder, TlsNames::ofThisMachine(), clock);
    if (!made) {
        return fail(made.error());
    }
    return std::optional(std::move(*made));
}

} // namespace

Result<ServiceFoundation> ServiceFoundation::lay(const ServiceConfig &config, const Clock &clock)
{
    const auto onlyOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const QFileInfo folder(QDir(config.dataFolder).absolutePath()); // without a last slash
    const bool isThere = folder.isDir() || (QDir().mkpath(folder.absolutePath()) &&
                                            QDir().mkdir(folder.absoluteFilePath(), onlyOwner));
    if (!isThere) {
        return fail(ErrorCode::PermissionDenied, u"cannot make %1"_s.arg(config.dataFolder));
    }
    QFile::setPermissions(config.dataFolder, onlyOwner);
    ServiceFoundation foundation;
    auto tokens = TokenService::create(QDir(config.dataFolder).filePath(u"secret"_s), clock);
    if (!tokens) {
        return fail(tokens.error());
    }
    foundation.tokens = std::move(*tokens);
    auto library = LocalLibraryStore::create(config.dataFolder, clock);
    if (!library) {
        return fail(library.error());
    }
    foundation.library = std::move(*library);
    auto certificate = certificateFor(config, clock);
    if (!certificate) {
        return fail(certificate.error());
    }
    foundation.certificate = std::move(*certificate);
    return foundation;
}

} // namespace prosc
