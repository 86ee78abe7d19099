#include "ui/recording_controls.h"

#include "ui/style.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/widgets.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace prosc {

namespace {

constexpr int kTick = 200;
constexpr int kHeight = 48;

bool isMobile(const RoomView &view)
{
    return view.formFactor != FormFactor::Desktop;
}

} // namespace

RecordingControls::RecordingControls(const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock)
{
    m_start = new QToolButton;
    m_start->setObjectName(QStringLiteral("startRecordingButton"));
    m_start->setIcon(lineIcon(QStringLiteral("record")));
    m_start->setIconSize(QSize(24, 24));
    m_start->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    //: Button at the bottom left; opens the question "Do you want to start recording?"
    m_start->setText(tr("Start recording"));
    m_start->setFixedHeight(kHeight);
    m_start->setFocusPolicy(Qt::StrongFocus);
    m_start->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    setButtonText(m_start, m_start->text());
    m_mobileHint = makeLabel(errorText({ErrorCode::NotFromMobile, {}}), "dim");
    m_mobileHint->setObjectName(QStringLiteral("mobileHint"));
    m_mobileHint->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_start);
    row->addWidget(makeIndicator());
    row->addWidget(m_mobileHint, 100);
    row->addStretch(1);
    m_ticker.setInterval(kTick);
    connect(&m_ticker, &QTimer::timeout, this, &RecordingControls::showTime);
    connect(m_start, &QToolButton::clicked, this, &RecordingControls::startClicked);
    connect(m_stop, &QToolButton::clicked, this, &RecordingControls::stopClicked);
}

QWidget *RecordingControls::makeIndicator()
{
    m_indicator = new QFrame;
    m_indicator->setObjectName(QStringLiteral("recordingIndicator"));
    m_indicator->setFixedHeight(kHeight);
    m_dot = new QLabel;
    m_dot->setObjectName(QStringLiteral("recordingDot"));
    m_dot->setPixmap(lineIcon(QStringLiteral("record-dot")).pixmap(20, 20));
    m_state = makeLabel({}, nullptr);
    m_state->setObjectName(QStringLiteral("recordingState"));
    m_timer = makeLabel({}, nullptr);
    m_timer->setObjectName(QStringLiteral("recordingTimer"));
    m_timer->setLayoutDirection(Qt::LeftToRight);
    //: Name of the timer for a screen reader
    m_timer->setAccessibleName(tr("Recorded time"));
    m_timer->setMinimumWidth(m_timer->fontMetrics().horizontalAdvance(QStringLiteral("00:00:00")));
    m_notConfirmed = makeLabel({}, "small");
    m_notConfirmed->setObjectName(QStringLiteral("notConfirmedLabel"));
    //: The square at the bottom left; opens the question "Are you sure you want to stop recording?"
    m_stop =
        makeIconButton("stopRecordingButton", QStringLiteral("stop"), tr("Stop recording"), 40);
    m_stop->setIconSize(QSize(24, 24));
    auto *row = new QHBoxLayout(m_indicator);
    row->setContentsMargins(12, 0, 4, 0);
    row->setSpacing(8);
    row->addWidget(m_dot);
    row->addWidget(m_state);
    row->addWidget(m_timer);
    row->addWidget(m_notConfirmed);
    row->addWidget(m_stop);
    return m_indicator;
}

void RecordingControls::setPending(bool pending)
{
    const bool held = holdsFocus();
    m_pending = pending;
    m_start->setEnabled(!pending && m_mobileHint->isHidden());
    m_stop->setEnabled(!pending);
    keepFocus(held);
}

void RecordingControls::setView(const RoomView &view)
{
    anchorTimer(view);
    const bool held = holdsFocus();
    updateStart(view);
    updateIndicator(view);
    showTime();
    keepFocus(held);
}

bool RecordingControls::holdsFocus() const
{
    const QWidget *focused = window()->focusWidget();
    return focused == this || focused == m_start || focused == m_stop;
}

void RecordingControls::keepFocus(bool held)
{
    // Else the focus of a button that goes jumps to the microphone, which the next key press
    // would switch on.
    if (!held) {
        return;
    }
    QWidget *place = this;
    for (QToolButton *button : {m_start, m_stop}) {
        if (button->isEnabled() && button->isVisibleTo(this)) {
            place = button;
        }
    }
    place->setFocus();
}

void RecordingControls::updateStart(const RoomView &view)
{
    const bool idle = m_info.phase == RecordingPhase::Idle;
    const bool mobile = isMobile(view);
    m_start->setVisible(view.mayModerate() && idle);
    m_start->setEnabled(!mobile && !m_pending);
    // The sentence beside it needs the room.
    m_start->setToolButtonStyle(mobile ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_mobileHint->setVisible(view.mayModerate() && mobile);
    setButtonText(m_start, mobile ? m_mobileHint->text() : m_start->text());
    m_start->setAccessibleName(m_start->text());
    m_start->setAccessibleDescription(mobile ? m_mobileHint->text() : QString());
}

void RecordingControls::updateIndicator(const RoomView &view)
{
    const bool recording = m_info.phase == RecordingPhase::Recording;
    const bool moderating = view.mayModerate();
    // Cut off from the room only the recorder itself knows that it goes on.
    const bool unknown =
        view.connection == Connection::Reconnecting && m_info.recorder != view.self;
    m_stands = m_info.interrupted || unknown;
    const bool running = recording && !m_stands;
    // Only moderators care for what is not recording yet, or not any more.
    m_indicator->setVisible(recording || (moderating && m_info.phase != RecordingPhase::Idle));
    m_dot->setVisible(running);
    setLook(m_indicator, "interrupted", recording && m_stands);
    switch (m_info.phase) {
    case RecordingPhase::Starting:
        //: At the bottom left, for moderators: a recording is about to begin
        m_state->setText(tr("Starting…"));
        break;
    case RecordingPhase::Stopping:
        //: At the bottom left, for moderators: a recording is being finished
        m_state->setText(tr("Stopping…"));
        break;
    default:
        m_state->setText(
            unknown ? tr("Connection lost",
                         "At the bottom left: whether the recording goes on is not known")
            : m_info.interrupted
                ? tr("Recording interrupted",
                     "At the bottom left: the recorder's computer does not answer")
                : tr("Recording",
                     "At the bottom left, for everyone: this session is being recorded"));
    }
    m_indicator->setAccessibleName(m_state->text());
    m_timer->setVisible(moderating && recording);
    m_notConfirmed->setVisible(moderating && recording && m_info.notConfirmed > 0);
    //: For moderators: how many people have not pressed Confirm
    m_notConfirmed->setText(tr("%n not confirmed", nullptr, m_info.notConfirmed));
    m_stop->setVisible(moderating && !isMobile(view) && m_info.phase != RecordingPhase::Stopping);
    m_stop->setEnabled(!m_pending);
    const bool nothingBehind = m_stop->isHidden();
    m_indicator->layout()->setContentsMargins(12, 0, nothingBehind ? 16 : 4, 0);
    if (running && moderating) {
        m_ticker.start();
    } else {
        m_ticker.stop();
    }
}

void RecordingControls::anchorTimer(const RoomView &view)
{
    const RecordingInfo &info = view.room.recording;
    const bool fresh = view.room.revision != m_revision || info.recording != m_info.recording ||
                       info.elapsed != m_info.elapsed || info.phase != m_info.phase;
    if (fresh) {
        m_anchor = m_clock.now();
    }
    m_info = info;
    m_revision = view.room.revision;
}

void RecordingControls::showTime()
{
    using std::chrono::milliseconds;
    const milliseconds told(m_info.elapsed);
    const auto since = std::chrono::duration_cast<milliseconds>(m_clock.now() - m_anchor);
    m_timer->setText(durationText(m_stands ? told : told + since));
}

} // namespace prosc
