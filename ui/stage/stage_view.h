#pragma once

#include "app/base/clock.h"
#include "app/stage/stage_transition.h"
#include "ui/model/room_model.h"
#include "ui/stage/picture_cache.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <map>

class QPushButton;

namespace prosc {

struct TileLook;

/// Draws the stage with the layout of layoutStage(), the newest pictures and the names. Repaints at
/// about 30 fps, 60 while tiles move, and only while it is visible and something has changed.
class StageView : public QWidget
{
    Q_OBJECT
public:
    /// Both must outlive this.
    StageView(const RoomModel &model, const Clock &clock, QWidget *parent = nullptr);

    /// The tile at `position`, or nullptr.
    [[nodiscard]] const StageTile *tileAt(const QPoint &position) const;
    [[nodiscard]] QSize sizeHint() const override { return {1280, 720}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 180}; }

Q_SIGNALS:
    /// The stage is now drawn at `size` device pixels; empty while it is not visible. Not emitted
    /// during resizing.
    void sizeSettled(const QSize &size);
    void inviteRequested(const QString &link);
    void tileMenuRequested(const prosc::ParticipantId &participant, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void tick();
    /// True when the layout or the room's revision has changed.
    bool refreshLayout();
    void setTarget(const StageLayout &target);
    /// Moves the tiles to their current positions. True when they have moved.
    bool moveTiles();
    void reportSize();
    bool refreshSpeakers();
    [[nodiscard]] bool hasNewPicture() const;
    [[nodiscard]] TileLook lookOf(const StageTile &tile);
    void paintEmpty(QPainter &painter) const;
    /// Centres the invite button; it is visible on an empty stage if there is an invite link.
    void placeInvite();
    void describe();

    const RoomModel &m_model;
    const Clock &m_clock;
    QTimer m_timer;
    QTimer m_sizeTimer;
    QPushButton *m_invite;
    QSize m_reportedSize;
    StageScene m_scene;
    StageTransition m_transition;
    /// Current positions of the tiles.
    StageLayout m_layout;
    PictureCache m_cache;
    /// The active speakers, with the time since each was last heard.
    std::map<ParticipantId, QElapsedTimer> m_speakers;
    int m_revision = -1;
};

} // namespace prosc
