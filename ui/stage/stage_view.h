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

/// Draws the stage as layoutStage() says, from the newest pictures, with names. About 30 times a
/// second, 60 while tiles move, and only while it is visible and something has changed.
class StageView : public QWidget
{
    Q_OBJECT
public:
    /// Both must outlive this.
    StageView(const RoomModel &model, const Clock &clock, QWidget *parent = nullptr);

    /// The tile at `position`, or nothing.
    [[nodiscard]] const StageTile *tileAt(const QPoint &position) const;
    [[nodiscard]] QSize sizeHint() const override { return {1280, 720}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 180}; }

Q_SIGNALS:
    /// The stage is drawn at that many pixels of the screen now; empty: nobody sees it. Not while
    /// it is being resized.
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
    /// True when the layout is another than before.
    bool refreshLayout();
    void setTarget(const StageLayout &target);
    /// Puts the tiles where they stand now. True when they have moved.
    bool moveTiles();
    void reportSize();
    bool refreshSpeakers();
    [[nodiscard]] bool hasNewPicture() const;
    [[nodiscard]] TileLook lookOf(const StageTile &tile);
    void paintEmpty(QPainter &painter) const;
    /// The button is in the middle of the empty stage of who may invite others.
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
    /// Where the tiles stand.
    StageLayout m_layout;
    PictureCache m_cache;
    /// Who speaks, and since when nothing was heard.
    std::map<ParticipantId, QElapsedTimer> m_speakers;
    int m_revision = -1;
};

} // namespace prosc
