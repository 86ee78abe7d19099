#pragma once

#include "app/net/pinned_network.h"

#include <QUrl>

#include <chrono>

namespace prosc {

/// Whether a room service answers at an address, asked from this computer: a real request, which
/// says nothing about firewalls between others and that address. Lives on one thread.
class AddressCheck : public QObject
{
    Q_OBJECT
public:
    /// `certificateSha256`: as in PinnedNetwork. Another service at the address does not count.
    explicit AddressCheck(const QString &certificateSha256,
                          std::chrono::milliseconds patience = std::chrono::seconds(5),
                          QObject *parent = nullptr);

    /// Ends in answered(), once for each call, unless this is destroyed before.
    void ask(const QUrl &base);

Q_SIGNALS:
    void answered(const QUrl &base, bool answers);

private:
    const std::chrono::milliseconds m_patience;
    PinnedNetwork m_network;
};

} // namespace prosc
