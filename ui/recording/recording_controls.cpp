#include "ui/recording/recording_controls.h"

#include "ui/recording/recorder_panel.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kTick = 200;
constexpr int kHeight = 48;
constexpr int kSign = 20;
/// Maximum difference between the displayed time and the file's length.
constexpr std::chrono::seconds kDrift{1};

bool isMobile(const RoomView &view)
{
    return view.formFactor != FormFactor::Desktop;
}

/// The file has content, and more may follow.
bool isMade(RecordingPhase phase)
{
    return phase == RecordingPhase::Recording || phase == RecordingPhase::Paused;
}

} // namespace

RecordingControls::RecordingControls(const Clock &clock, QWidget *parent)
    : QWidget(parent), m_clock(clock), m_panel(new RecorderPanel(this))
{
    makeStart();
    m_mobileHint = makeLabel(errorText({ErrorCode::NotFromMobile, {}}), "dim");
    m_mobileHint->setObjectName(u"mobileHint"_s);
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
    connect(m_details, &QToolButton::clicked, this, &RecordingControls::openPanel);
}

void RecordingControls::makeStart()
{
    m_start = new QToolButton;
    m_start->setObjectName(u"startRecordingButton"_s);
    m_start->setIcon(lineIcon(u"record"_s));
    m_start->setIconSize(QSize(24, 24));
    m_start->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    //: Button at the bottom left; opens the question "Do you want to start recording?"
    m_start->setText(tr("Start recording"));
    m_start->setFixedHeight(kHeight);
    m_start->setFocusPolicy(Qt::StrongFocus);
    m_start->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    setButtonText(m_start, m_start->text());
}

QWidget *RecordingControls::makeIndicator()
{
    m_indicator = new QFrame;
    m_indicator->setObjectName(u"recordingIndicator"_s);
    m_indicator->setFixedHeight(kHeight);
    m_indicator->installEventFilter(this);
    makeIndicatorParts();
    auto *row = new QHBoxLayout(m_indicator);
    row->setContentsMargins(12, 0, 4, 0);
    row->setSpacing(8);
    row->addWidget(m_dot);
    row->addWidget(m_state);
    row->addWidget(m_timer);
    row->addWidget(m_notConfirmed);
    row->addWidget(m_details);
    row->addWidget(m_stop);
    return m_indicator;
}

void RecordingControls::makeIndicatorParts()
{
    m_runningSign = lineIcon(u"record-dot"_s).pixmap(kSign, kSign);
    m_pausedSign = lineIcon(u"paused-dot"_s).pixmap(kSign, kSign);
    m_dot = new QLabel;
    m_dot->setObjectName(u"recordingDot"_s);
    m_state = makeLabel({}, nullptr);
    m_state->setObjectName(u"recordingState"_s);
    m_timer = makeLabel({}, nullptr);
    m_timer->setObjectName(u"recordingTimer"_s);
    m_timer->setLayoutDirection(Qt::LeftToRight);
    //: Name of the timer for a screen reader
    m_timer->setAccessibleName(tr("Recorded time"));
    m_timer->setMinimumWidth(m_timer->fontMetrics().horizontalAdvance(u"00:00:00"_s));
    m_notConfirmed = makeLabel({}, "small");
    m_notConfirmed->setObjectName(u"notConfirmedLabel"_s);
    m_details = makeIconButton("recordingDetailsButton", u"chevron-up"_s,
                               //: Button on the recording's indicator; opens the recorder's panel
                               tr("Details of the recording"), 32);
    //: The square at the bottom left; opens the question "Are you sure you want to stop recording?"
    m_stop = makeIconButton("stopRecordingButton", u"stop"_s, tr("Stop recording"), 40);
    m_stop->setIconSize(QSize(24, 24));
}

void RecordingControls::setPending(bool pending)
{
    QWidget *held = focusedPart();
    m_pending = pending;
    m_start->setEnabled(!pending && m_mobileHint->isHidden());
    m_stop->setEnabled(!pending);
    keepFocus(held);
}

void RecordingControls::setView(const RoomView &view)
{
    anchorTimer(view);
    QWidget *held = focusedPart();
    m_view = view;
    updateStart(view);
    updateIndicator(view);
    showTime();
    if (m_panel->isVisible()) {
        m_panel->setReport(recorderReport(m_view, elapsed()));
    }
    keepFocus(held);
}

QWidget *RecordingControls::focusedPart()
{
    QWidget *focused = window()->focusWidget();
    const bool ours =
        focused == this || focused == m_start || focused == m_details || focused == m_stop;
    return ours ? focused : nullptr;
}

void RecordingControls::keepFocus(QWidget *held)
{
    // Otherwise the focus of a disappearing button would jump to the microphone, which the next
    // key press would switch on.
    if (held == nullptr) {
        return;
    }
    QWidget *place = this;
    for (QToolButton *button : {m_start, m_stop, m_details}) {
        const bool wanted = button != m_details || held == m_details;
        if (wanted && button->isEnabled() && button->isVisibleTo(this)) {
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
    // The hint beside it needs the space.
    m_start->setToolButtonStyle(mobile ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_mobileHint->setVisible(view.mayModerate() && mobile);
    setButtonText(m_start, mobile ? m_mobileHint->text() : m_start->text());
    m_start->setAccessibleName(m_start->text());
    m_start->setAccessibleDescription(mobile ? m_mobileHint->text() : QString());
}

RecordingControls::Look RecordingControls::lookOf(const RoomView &view)
{
    const RecordingInfo &info = view.room.recording;
    // While disconnected, only the recorder itself knows that the recording continues.
    if (view.connection == Connection::Reconnecting && info.recorder != view.self) {
        return Look::Unknown;
    }
    if (view.isInterrupted()) {
        return Look::Interrupted;
    }
    return info.phase == RecordingPhase::Paused ? Look::Paused : Look::Running;
}

QString RecordingControls::stateText() const
{
    if (m_info.phase == RecordingPhase::Starting) {
        //: At the bottom left, for moderators: a recording is about to begin
        return tr("Starting…");
    }
    if (m_info.phase == RecordingPhase::Stopping) {
        //: At the bottom left, for moderators: a recording is being finished
        return tr("Stopping…");
    }
    switch (m_look) {
    case Look::Unknown:
        //: At the bottom left: it is not known whether the recording continues
        return tr("Connection lost");
    case Look::Interrupted:
        //: At the bottom left: the recording computer does not respond, or saves nothing
        return tr("Recording interrupted");
    case Look::Paused:
        //: At the bottom left, for everyone: nothing is recorded until a moderator resumes it
        return tr("Recording paused");
    case Look::Running:
        break;
    }
    //: At the bottom left, for everyone: this session is being recorded
    return tr("Recording");
}

void RecordingControls::updateIndicator(const RoomView &view)
{
    const bool made = isMade(m_info.phase);
    const bool moderating = view.mayModerate();
    m_look = lookOf(view);
    const bool running = m_info.phase == RecordingPhase::Recording && m_look == Look::Running;
    // Starting and stopping are shown only to moderators.
    m_indicator->setVisible(made || (moderating && m_info.phase != RecordingPhase::Idle));
    m_dot->setVisible(running || (made && m_look == Look::Paused));
    m_dot->setPixmap(m_look == Look::Paused ? m_pausedSign : m_runningSign);
    setLook(m_indicator, "interrupted", made && !running);
    m_state->setText(stateText());
    m_indicator->setAccessibleName(m_state->text());
    m_timer->setVisible(moderating && made);
    m_notConfirmed->setVisible(moderating && made && m_info.notConfirmed > 0);
    //: For moderators: how many people have not pressed Confirm
    m_notConfirmed->setText(tr("%n not confirmed", nullptr, m_info.notConfirmed));
    updateDetails(moderating && made);
    m_stop->setVisible(moderating && !isMobile(view) && m_info.phase != RecordingPhase::Stopping);
    m_stop->setEnabled(!m_pending);
    const bool nothingBehind = m_stop->isHidden() && m_details->isHidden();
    m_indicator->layout()->setContentsMargins(12, 0, nothingBehind ? 16 : 4, 0);
    if (running && moderating) {
        m_ticker.start();
    } else {
        m_ticker.stop();
    }
}

void RecordingControls::updateDetails(bool offered)
{
    m_details->setVisible(offered);
    m_indicator->setCursor(offered ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_indicator->setToolTip(offered ? m_details->accessibleName() : QString());
    if (!offered) {
        m_panel->hide();
    }
}

bool RecordingControls::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_indicator && event->type() == QEvent::MouseButtonPress &&
        static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton && !m_details->isHidden()) {
        openPanel();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void RecordingControls::openPanel()
{
    m_panel->setReport(recorderReport(m_view, elapsed()));
    m_panel->openAt(*m_indicator);
}

void RecordingControls::anchorTimer(const RoomView &view)
{
    using std::chrono::milliseconds;
    const RecordingInfo &info = view.room.recording;
    // While disconnected, the recorder's own progress is newer than the service's last value.
    const bool alone = view.connection == Connection::Reconnecting && view.recorder;
    const auto told = alone ? view.recorder->progress.durable : milliseconds(info.elapsed);
    bool fresh = view.room.revision != m_revision || info.recording != m_info.recording ||
                 info.phase != m_info.phase || alone != m_alone || lookOf(view) != m_look;
    if (alone) {
        // The file grows by whole fragments, while the displayed time should advance smoothly.
        fresh = fresh || std::chrono::abs(told - elapsed()) > kDrift;
    } else {
        fresh = fresh || told != m_told;
    }
    if (fresh) {
        m_anchor = m_clock.now();
        m_told = told;
    }
    m_info = info;
    m_alone = alone;
    m_revision = view.room.revision;
}

std::chrono::milliseconds RecordingControls::elapsed() const
{
    using std::chrono::milliseconds;
    const auto since = std::chrono::duration_cast<milliseconds>(m_clock.now() - m_anchor);
    const bool goesOn = m_info.phase == RecordingPhase::Recording && m_look == Look::Running;
    return goesOn ? m_told + since : m_told;
}

void RecordingControls::showTime()
{
    const QString time = durationText(elapsed());
    if (time == m_shownTime) {
        return;
    }
    m_shownTime = time;
    m_timer->setText(time);
    if (m_panel->isVisible()) {
        m_panel->setReport(recorderReport(m_view, elapsed()));
    }
    Q_EMIT secondPassed();
}

} // namespace prosc
