#pragma once

#include "app/server/config/service_config.h"
#include "app/server/library/local_library_store.h"
#include "app/server/security/tls_certificate.h"
#include "app/server/security/token_service.h"

#include <memory>
#include <optional>

namespace prosc {

/// Everything the service sets up before it accepts connections.
struct ServiceFoundation
{
    /// Creates the data folder and what is missing in it. PermissionDenied, LibraryInUse,
    /// DiskError, ConfigInvalid.
    [[nodiscard]] static Result<ServiceFoundation> lay(const ServiceConfig &config,
                                                       const Clock &clock);

    std::unique_ptr<TokenService> tokens;
    std::unique_ptr<LocalLibraryStore> library;
    /// Empty: no TLS.
    std::optional<TlsCertificate> certificate;
};

} // namespace prosc
