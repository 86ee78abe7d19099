#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <windows.h>

namespace prosc {

enum class SecuredKind { File, Folder };

/// An access list for the user of this process alone. It is protected: the folder's is not
/// inherited. What is created in such a folder inherits it.
class PrivateSecurity
{
public:
    /// Null if Windows does not say who the user is: GetLastError() has the reason.
    [[nodiscard]] static std::unique_ptr<PrivateSecurity> create(SecuredKind kind);

    PrivateSecurity(const PrivateSecurity &) = delete;
    PrivateSecurity &operator=(const PrivateSecurity &) = delete;

    /// For what is to be created. Valid as long as this object.
    [[nodiscard]] SECURITY_ATTRIBUTES *attributes() { return &m_attributes; }
    /// Gives the open file or folder this list instead of its own. Returns ERROR_SUCCESS, or why
    /// not.
    [[nodiscard]] DWORD apply(HANDLE file);
    /// Whether only the file's owner, this user, administrators and the system may read or change
    /// the open file or folder. Returns ERROR_SUCCESS, or why there is no answer.
    [[nodiscard]] DWORD isPrivate(HANDLE file, bool &isPrivate);

private:
    PrivateSecurity() = default;

    [[nodiscard]] ACL *accessList();
    [[nodiscard]] bool readUser();
    [[nodiscard]] bool makeList(SecuredKind kind);
    [[nodiscard]] PSID user();

    alignas(TOKEN_USER) std::array<std::byte, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> m_user{};
    alignas(ACL) std::array<std::byte, sizeof(ACL) + sizeof(ACCESS_ALLOWED_ACE) +
                                           SECURITY_MAX_SID_SIZE> m_list{};
    SECURITY_DESCRIPTOR m_descriptor{};
    SECURITY_ATTRIBUTES m_attributes{};
};

} // namespace prosc
