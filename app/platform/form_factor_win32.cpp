#include "app/platform/form_factor.h"

#include <windows.h>

namespace prosc {

namespace {

/// What the firmware says (ACPI's preferred power management profile). Not from a header:
/// mingw's do not have it. Zero, "unspecified", where it cannot be asked.
int platformRole()
{
    constexpr ULONG kWithSlates = 2; // POWER_PLATFORM_ROLE_V2; the first version has no slates
    using Ask = int(WINAPI *)(ULONG version);
    const HMODULE library =
        ::LoadLibraryExW(L"powrprof.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
    if (!library) {
        return 0;
    }
    const auto ask = reinterpret_cast<Ask>(
        reinterpret_cast<void *>(::GetProcAddress(library, "PowerDeterminePlatformRoleEx")));
    const int role = ask ? ask(kWithSlates) : 0;
    ::FreeLibrary(library);
    return role;
}

} // namespace

FormFactor formFactor()
{
    // It is 0 on desktop computers, too, and so only counts together with the role.
    const bool isSlate = ::GetSystemMetrics(SM_CONVERTIBLESLATEMODE) == 0;
    return formFactorFromPlatformRole(platformRole(),
                                      isSlate ? WindowsPosture::Slate : WindowsPosture::Laptop);
}

} // namespace prosc
