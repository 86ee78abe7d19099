#pragma once

#include "app/base/clock.h"

#include <QHash>
#include <QString>

#include <algorithm>

namespace prosc {

/// How many tokens a second come into a bucket, and how many it holds.
struct TokenRate
{
    double perSecond = 0;
    double burst = 0;
};

/// A token bucket (RFC 2697 meters packets like this): whoever acts takes tokens, which come back
/// with time. Full at first. `now` never goes back. Not thread-safe.
class TokenBucket
{
public:
    explicit TokenBucket(TokenRate rate) : m_rate(rate), m_tokens(rate.burst) {}

    /// Takes so many; false, and takes none, if there are fewer.
    bool take(double count, MediaTime now)
    {
        refill(now);
        const bool isEnough = m_tokens >= count;
        m_tokens -= isEnough ? count : 0;
        return isEnough;
    }
    /// Takes so many, even those that are yet to come.
    void charge(double count, MediaTime now)
    {
        refill(now);
        m_tokens -= count;
    }
    /// More was charged than has come since.
    [[nodiscard]] bool isInDebt(MediaTime now)
    {
        refill(now);
        return m_tokens < 0;
    }
    [[nodiscard]] bool isFull(MediaTime now)
    {
        refill(now);
        return m_tokens >= m_rate.burst;
    }

private:
    void refill(MediaTime now)
    {
        const std::chrono::duration<double> passed = now - m_at;
        m_at = now;
        m_tokens = std::min(m_rate.burst, m_tokens + passed.count() * m_rate.perSecond);
    }

    TokenRate m_rate;
    double m_tokens;
    MediaTime m_at{};
};

/// A bucket for each key. Those that are full again are forgotten. Not thread-safe.
class TokenBuckets
{
public:
    explicit TokenBuckets(TokenRate rate) : m_rate(rate) {}

    /// Takes one token; false if there is none.
    bool take(const QString &key, MediaTime now)
    {
        if (m_buckets.size() >= m_tidyAt) {
            m_buckets.removeIf([now](const auto &entry) { return entry->isFull(now); });
            m_tidyAt = std::max(kFewest, 2 * m_buckets.size());
        }
        auto found = m_buckets.find(key);
        if (found == m_buckets.end()) {
            found = m_buckets.insert(key, TokenBucket(m_rate));
        }
        return found->take(1, now);
    }
    /// How many keys are remembered.
    [[nodiscard]] qsizetype size() const { return m_buckets.size(); }

private:
    static constexpr qsizetype kFewest = 1024;

    TokenRate m_rate;
    QHash<QString, TokenBucket> m_buckets;
    qsizetype m_tidyAt = kFewest;
};

} // namespace prosc
