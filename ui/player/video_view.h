#pragma once

#include "app/stage/ports.h"

#include <QImage>
#include <QVideoFrame>
#include <QWidget>

class QVideoSink;

namespace prosc {

/// Shows a player's video, scaled to fit. Replaces QVideoWidget, which in Qt 6.4 treats every frame
/// as BT.601 when it renders in software.
class VideoView : public QWidget
{
    Q_OBJECT
public:
    /// `converter` must outlive this.
    explicit VideoView(const PictureConverter &converter, QWidget *parent = nullptr);

    /// Receives the player's frames.
    [[nodiscard]] QVideoSink *sink() const { return m_sink; }
    /// Shows nothing until the next frame arrives.
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void takeFrame(const QVideoFrame &frame);

    const PictureConverter &m_converter;
    QVideoSink *m_sink;
    QVideoFrame m_frame;
    /// The frame at its size on the screen; null until it is converted.
    QImage m_image;
};

} // namespace prosc
