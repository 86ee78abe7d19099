#pragma once

namespace prosc {

/// The systems that the client runs on. What differs between them is chosen by a value of this, so
/// that the choices for all of them are tested on one.
enum class OperatingSystem { Linux, Windows, MacOs };

#if defined(_WIN32)
inline constexpr OperatingSystem kOwnSystem = OperatingSystem::Windows;
#elif defined(__APPLE__)
inline constexpr OperatingSystem kOwnSystem = OperatingSystem::MacOs;
#else
inline constexpr OperatingSystem kOwnSystem = OperatingSystem::Linux;
#endif

} // namespace prosc
