#pragma once

#include "app/stage/ports.h"

#include <QImage>
#include <QVideoFrame>
#include <QWidget>

class QVideoSink;

namespace prosc {

/// Shows the pictures of a player, as large as there is room. In place of QVideoWidget, which in
/// Qt 6.4 takes every picture for BT.601 when it draws without the graphics card.
class VideoView : public QWidget
{
    Q_OBJECT
public:
    /// `converter` must outlive this.
    explicit VideoView(const PictureConverter &converter, QWidget *parent = nullptr);

    /// Where the player puts its pictures.
    [[nodiscard]] QVideoSink *sink() const { return m_sink; }
    /// Shows no picture until the next one comes.
    void clear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void takeFrame(const QVideoFrame &frame);

    const PictureConverter &m_converter;
    QVideoSink *m_sink;
    QVideoFrame m_frame;
    /// The frame at its size on the screen; null when it is still to be converted.
    QImage m_image;
};

} // namespace prosc
