#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct evp_md_ctx_st;

namespace prosc {

/// A running SHA-256 that can be copied, unlike QCryptographicHash: an upload returns to the state
/// before a chunk that turned out to be damaged.
class Sha256
{
public:
    Sha256();
    Sha256(const Sha256 &other);
    Sha256 &operator=(const Sha256 &other);
    ~Sha256();

    void add(QByteArrayView bytes);
    /// The digest of the data so far (32 bytes); more may be added afterwards.
    [[nodiscard]] QByteArray result() const;

private:
    struct Free
    {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

} // namespace prosc
