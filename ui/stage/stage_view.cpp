#include "ui/stage/stage_view.h"

#include "ui/stage/tile_painter.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QContextMenuEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

#include <algorithm>
#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::milliseconds kFrame{33};
constexpr std::chrono::milliseconds kMovingFrame{16};
constexpr std::chrono::milliseconds kSizeSettles{300};
constexpr float kSpeakingLevel = 0.02F;
constexpr qint64 kSpeakingHold = 600;

} // namespace

StageView::StageView(const RoomModel &model, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_model(model), m_clock(clock),
      //: Button in the middle of the empty stage
      m_invite(makeButton("inviteButton", tr("Copy invite link"), "primary", this)),
      m_cache(model.converter())
{
    setObjectName(u"stageView"_s);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    //: Name of the stage for a screen reader
    setAccessibleName(tr("Stage"));
    m_timer.setInterval(kFrame);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &StageView::tick);
    m_sizeTimer.setSingleShot(true);
    m_sizeTimer.setInterval(kSizeSettles);
    connect(&m_sizeTimer, &QTimer::timeout, this, &StageView::reportSize);
    m_invite->hide();
    connect(m_invite, &QPushButton::clicked, this,
            [this] { Q_EMIT inviteRequested(m_model.view().participantLink); });
}

void StageView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start();
    m_sizeTimer.start();
}

void StageView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
    m_sizeTimer.start();
}

void StageView::tick()
{
    const bool layoutChanged = refreshLayout();
    const bool tilesMoved = moveTiles();
    const bool speakersChanged = refreshSpeakers();
    if (layoutChanged || tilesMoved || speakersChanged || hasNewPicture()) {
        update();
    }
    const auto frame = m_transition.isMoving(m_clock.now()) ? kMovingFrame : kFrame;
    if (m_timer.intervalAsDuration() != frame) {
        m_timer.setInterval(frame);
    }
}

bool StageView::refreshLayout()
{
    const RoomView &view = m_model.view();
    const auto even = [this](int length) {
        return static_cast<int>(std::floor(length * devicePixelRatioF())) / 2 * 2;
    };
    const QSize size(even(width()), even(height()));
    const bool sameSize = m_layout.size == size;
    // Names and microphones are not part of the layout, so a new revision repaints too.
    const bool sameScene = sameSize && m_scene == view.scene;
    if (sameScene && m_revision == view.room.revision) {
        return false;
    }
    m_revision = view.room.revision;
    if (!sameScene) {
        m_scene = view.scene;
        StageLayout target = layoutStage(m_scene, size);
        target.size = size;
        setTarget(target);
    }
    if (!sameSize) {
        m_sizeTimer.start();
    }
    describe();
    placeInvite();
    return true;
}

void StageView::placeInvite()
{
    m_invite->setVisible(m_scene.people.empty() && !m_model.view().participantLink.isEmpty());
    m_invite->adjustSize();
    m_invite->move((width() - m_invite->width()) / 2, height() / 2 + 8);
}

void StageView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeInvite();
}

void StageView::setTarget(const StageLayout &target)
{
    const bool animates =
        style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
    if (!animates) {
        m_transition = {}; // a transition's first layout is not animated
    }
    m_transition.setLayout(target, m_clock.now());
    moveTiles();
}

bool StageView::moveTiles()
{
    StageLayout layout = m_transition.at(m_clock.now());
    if (layout == m_layout) {
        return false;
    }
    m_layout = std::move(layout);
    std::set<TrackId> tracks;
    for (const StageTile &tile : m_layout.tiles) {
        tracks.insert(tile.track);
    }
    m_cache.keepOnly(tracks);
    return true;
}

void StageView::reportSize()
{
    const bool seen = m_timer.isActive();
    const QSize size = seen ? m_layout.size : QSize();
    if (size != m_reportedSize) {
        m_reportedSize = size;
        Q_EMIT sizeSettled(size);
    }
}

bool StageView::refreshSpeakers()
{
    bool changed = false;
    for (const StagePerson &person : m_scene.people) {
        const TrackId microphone{person.participant, TrackKind::Microphone};
        if (m_model.pictures().audioLevel(microphone) >= kSpeakingLevel) {
            changed = changed || !m_speakers.contains(person.participant);
            m_speakers[person.participant].start();
        }
    }
    const auto silent = std::erase_if(
        m_speakers, [](const auto &item) { return item.second.hasExpired(kSpeakingHold); });
    return changed || silent > 0;
}

bool StageView::hasNewPicture() const
{
    return std::ranges::any_of(m_layout.tiles, [this](const StageTile &tile) {
        if (!tile.showsPicture) {
            return false;
        }
        const Picture picture = m_model.pictures().latestPicture(tile.track);
        return !picture.isNull() && m_cache.isStale(tile, picture);
    });
}

void StageView::paintEvent(QPaintEvent *)
{
    refreshLayout();
    moveTiles();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), QColor::fromRgb(colours::kBackground));
    if (m_layout.tiles.empty()) {
        paintEmpty(painter);
    }
    for (const StageTile &tile : m_layout.tiles) {
        paintTile(painter, lookOf(tile));
    }
}

TileLook StageView::lookOf(const StageTile &tile)
{
    const qreal ratio = devicePixelRatioF();
    const auto logical = [ratio](const QRect &rect) {
        return QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio,
                      rect.height() / ratio);
    };
    const RoomView &view = m_model.view();
    TileLook look;
    look.rect = logical(tile.rect);
    look.moving = m_transition.isMoving(m_clock.now());
    look.rightToLeft = layoutDirection() == Qt::RightToLeft;
    if (const Picture picture = m_model.pictures().latestPicture(tile.track);
        tile.showsPicture && !picture.isNull()) {
        const PictureCache::Entry &entry = m_cache.entry(tile, picture);
        look.image = entry.image;
        look.imageRect = logical(entry.rect);
    }
    if (const Participant *person = view.room.find(tile.track.participant)) {
        const bool self = person->id == view.self;
        look.name = person->name;
        if (tile.track.kind == TrackKind::Screen) {
            look.label =
                self
                    ? tr("Your screen", "Label of shared content")
                    : tr("Screen of %1", "Label of shared content; %1 is a name").arg(person->name);
        } else {
            //: Label of one's own tile. %1 is one's own name
            look.label = self ? tr("%1 (you)").arg(person->name) : person->name;
            look.microphoneOff = !person->microphone;
            look.speaking = person->microphone && m_speakers.contains(person->id);
        }
    }
    return look;
}

void StageView::paintEmpty(QPainter &painter) const
{
    QFont font = painter.font();
    font.setPixelSize(20);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(QColor::fromRgb(colours::kText));
    const QRect upper(32, height() / 2 - 56, width() - 64, 48);
    //: In the middle of the empty stage
    painter.drawText(upper, Qt::AlignHCenter | Qt::AlignBottom, tr("No one is on stage yet."));
    font.setPixelSize(14);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    painter.setPen(QColor::fromRgb(colours::kDim));
    if (!m_invite->isHidden()) {
        return;
    }
    painter.drawText(QRect(32, height() / 2, width() - 64, 64),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     //: Under "No one is on stage yet."
                     tr("Turn on your camera or microphone to be seen and heard."));
}

void StageView::describe()
{
    QStringList names;
    for (const StagePerson &person : m_scene.people) {
        if (const Participant *known = m_model.view().room.find(person.participant)) {
            names.append(known->name);
        }
    }
    const QString everyone = QLocale().createSeparatedList(names);
    setAccessibleDescription(
        names.isEmpty()
            ? tr("No one is on stage yet.")
            : tr("On the stage: %1", "For a screen reader; %1 is a list of names").arg(everyone));
}

const StageTile *StageView::tileAt(const QPoint &position) const
{
    const QPoint device = (QPointF(position) * devicePixelRatioF()).toPoint();
    const auto found = std::ranges::find_if(
        m_layout.tiles, [device](const StageTile &tile) { return tile.rect.contains(device); });
    return found == m_layout.tiles.end() ? nullptr : &*found;
}

void StageView::contextMenuEvent(QContextMenuEvent *event)
{
    if (const StageTile *tile = tileAt(event->pos())) {
        Q_EMIT tileMenuRequested(tile->track.participant, event->globalPos());
    }
}

} // namespace prosc
