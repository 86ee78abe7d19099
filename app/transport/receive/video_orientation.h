#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <span>

namespace prosc {

/// Reads from a track's packets how its pictures are to be turned (RTP header extension
/// urn:3gpp:video-orientation; 3GPP TS 26.114, 7.4.5). A phone's sensor does not turn with the
/// phone: Chromium leaves the pixels as they are, and sends none to a receiver without this.
class VideoOrientation
{
public:
    /// `offer` names the extension's id.
    explicit VideoOrientation(const QString &offer);

    /// Quarter turns clockwise, 0 to 3, after which the picture is upright; nothing if the packet
    /// does not say, and it is as before. `packet` may be cut off after its header. Mirrored
    /// pictures stay mirrored, as in browsers.
    [[nodiscard]] std::optional<int> turnsIn(std::span<const uint8_t> packet) const;

private:
    int m_id = 0;
};

} // namespace prosc
