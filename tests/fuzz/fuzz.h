#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace prosc::test {

/// What must hold whatever comes: otherwise the fuzzer stops, and keeps the input.
inline void hold(bool isTrue, const char *what)
{
    if (!isTrue) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

inline QByteArray bytesOf(const uint8_t *data, size_t size)
{
    return {reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)};
}

} // namespace prosc::test

/// https://llvm.org/docs/LibFuzzer.html
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
