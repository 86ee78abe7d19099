#pragma once

#include <QStringList>

#include <functional>
#include <span>

namespace prosc {

/// An element of GStreamer that a connection needs, and the Debian package that brings it.
struct NeededElement
{
    const char *name;
    const char *package;
};

/// All of them, also those that others make inside.
[[nodiscard]] std::span<const NeededElement> neededElements();

/// The packages of those for which `exists` is false.
[[nodiscard]] QStringList packagesLacking(const std::function<bool(const char *)> &exists);

} // namespace prosc
