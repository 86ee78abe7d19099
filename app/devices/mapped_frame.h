#pragma once

#include <QVideoFrame>

#include <cstdint>

namespace prosc {

/// Keeps a frame's memory mapped for reading while it lives. Belongs to one thread.
class MappedFrame
{
public:
    explicit MappedFrame(const QVideoFrame &frame)
        : m_frame(frame), m_mapped(m_frame.map(QVideoFrame::ReadOnly))
    {
    }
    ~MappedFrame()
    {
        if (m_mapped) {
            m_frame.unmap();
        }
    }
    MappedFrame(const MappedFrame &) = delete;
    MappedFrame &operator=(const MappedFrame &) = delete;

    [[nodiscard]] bool isMapped() const { return m_mapped; }
    [[nodiscard]] const uint8_t *bits(int plane) const { return m_frame.bits(plane); }
    /// Bytes from one row to the next.
    [[nodiscard]] int stride(int plane) const { return m_frame.bytesPerLine(plane); }

private:
    QVideoFrame m_frame;
    bool m_mapped;
};

} // namespace prosc
