#include "app/disk/win32_security.h"

#include <aclapi.h>
#include <algorithm>

namespace prosc {

namespace {

constexpr ACCESS_MASK kHarmful = FILE_READ_DATA | FILE_WRITE_DATA | FILE_APPEND_DATA | WRITE_DAC |
                                 WRITE_OWNER | GENERIC_READ | GENERIC_WRITE | GENERIC_ALL;

/// Who may do everything anyhow, as root may on other systems, and the owner in general.
bool isTrusted(PSID identity)
{
    constexpr std::array kTrusted{WinLocalSystemSid, WinBuiltinAdministratorsSid,
                                  WinCreatorOwnerRightsSid};
    return std::ranges::any_of(kTrusted, [identity](WELL_KNOWN_SID_TYPE known) {
        return ::IsWellKnownSid(identity, known) != 0;
    });
}

/// Whether this entry of an access list gives a stranger anything.
bool admitsStrangers(const ACE_HEADER &header, PSID owner, PSID user)
{
    if ((header.AceFlags & INHERIT_ONLY_ACE) != 0 || header.AceType == ACCESS_DENIED_ACE_TYPE) {
        return false;
    }
    if (header.AceType != ACCESS_ALLOWED_ACE_TYPE) {
        return true; // conditional: nobody can tell for whom
    }
    const auto &entry = reinterpret_cast<const ACCESS_ALLOWED_ACE &>(header);
    auto *identity = const_cast<DWORD *>(&entry.SidStart);
    return (entry.Mask & kHarmful) != 0 && ::EqualSid(identity, owner) == 0 &&
           ::EqualSid(identity, user) == 0 && !isTrusted(identity);
}

bool admitsStrangers(ACL &list, PSID owner, PSID user)
{
    for (DWORD i = 0; i < list.AceCount; ++i) {
        void *entry = nullptr;
        if (::GetAce(&list, i, &entry) == 0 ||
            admitsStrangers(*static_cast<const ACE_HEADER *>(entry), owner, user)) {
            return true;
        }
    }
    return false;
}

} // namespace

std::unique_ptr<PrivateSecurity> PrivateSecurity::create(SecuredKind kind)
{
    std::unique_ptr<PrivateSecurity> made(new PrivateSecurity);
    return made->readUser() && made->makeList(kind) ? std::move(made) : nullptr;
}

bool PrivateSecurity::readUser()
{
    HANDLE token = nullptr;
    if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &token) == 0) {
        return false;
    }
    DWORD length = 0;
    const bool read = ::GetTokenInformation(token, TokenUser, m_user.data(),
                                            static_cast<DWORD>(m_user.size()), &length) != 0;
    const DWORD error = ::GetLastError();
    ::CloseHandle(token);
    ::SetLastError(error);
    return read;
}

PSID PrivateSecurity::user()
{
    return reinterpret_cast<TOKEN_USER *>(m_user.data())->User.Sid;
}

ACL *PrivateSecurity::accessList()
{
    return reinterpret_cast<ACL *>(m_list.data());
}

bool PrivateSecurity::makeList(SecuredKind kind)
{
    const DWORD inherited =
        kind == SecuredKind::Folder ? OBJECT_INHERIT_ACE | CONTAINER_INHERIT_ACE : 0;
    m_attributes = {sizeof(m_attributes), &m_descriptor, FALSE};
    return ::InitializeAcl(accessList(), static_cast<DWORD>(m_list.size()), ACL_REVISION) != 0 &&
           ::AddAccessAllowedAceEx(accessList(), ACL_REVISION, inherited, FILE_ALL_ACCESS,
                                   user()) != 0 &&
           ::InitializeSecurityDescriptor(&m_descriptor, SECURITY_DESCRIPTOR_REVISION) != 0 &&
           // An administrator's files would belong to all administrators.
           ::SetSecurityDescriptorOwner(&m_descriptor, user(), FALSE) != 0 &&
           ::SetSecurityDescriptorDacl(&m_descriptor, TRUE, accessList(), FALSE) != 0 &&
           ::SetSecurityDescriptorControl(&m_descriptor, SE_DACL_PROTECTED, SE_DACL_PROTECTED) != 0;
}

DWORD PrivateSecurity::apply(HANDLE file)
{
    // SetSecurityInfo() adds what the folder passes on, under Wine also to a protected list.
    const bool set = ::SetKernelObjectSecurity(
                         file, DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION,
                         &m_descriptor) != 0;
    return set ? ERROR_SUCCESS : ::GetLastError();
}

DWORD PrivateSecurity::isPrivate(HANDLE file, bool &isPrivate)
{
    PSID owner = nullptr;
    ACL *list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    const DWORD error = ::GetSecurityInfo(file, SE_FILE_OBJECT,
                                          OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                                          &owner, nullptr, &list, nullptr, &descriptor);
    if (error != ERROR_SUCCESS) {
        return error;
    }
    // No list at all admits everybody.
    isPrivate = list != nullptr && !admitsStrangers(*list, owner, user());
    ::LocalFree(descriptor);
    return ERROR_SUCCESS;
}

} // namespace prosc
