#pragma once

#include "app/stage/stage_layout.h"
#include "ui/picture_cache.h"
#include "ui/room_model.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <map>

namespace prosc {

struct TileLook;

/// Draws the stage as layoutStage() says, from the newest pictures, with names. About 30 times a
/// second, and only while it is visible and something has changed.
class StageView : public QWidget
{
    Q_OBJECT
public:
    /// `model` must outlive this.
    explicit StageView(const RoomModel &model, QWidget *parent = nullptr);

    /// The tile at `position`, or nothing.
    [[nodiscard]] const StageTile *tileAt(const QPoint &position) const;
    [[nodiscard]] QSize sizeHint() const override { return {1280, 720}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 180}; }

Q_SIGNALS:
    void tileMenuRequested(const prosc::ParticipantId &participant, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void tick();
    /// True when the layout is another than before.
    bool refreshLayout();
    bool refreshSpeakers();
    [[nodiscard]] bool hasNewPicture() const;
    [[nodiscard]] TileLook lookOf(const StageTile &tile);
    void paintEmpty(QPainter &painter) const;
    void describe();

    const RoomModel &m_model;
    QTimer m_timer;
    StageScene m_scene;
    StageLayout m_layout;
    PictureCache m_cache;
    /// Who speaks, and since when nothing was heard.
    std::map<ParticipantId, QElapsedTimer> m_speakers;
    int m_revision = -1;
};

} // namespace prosc
