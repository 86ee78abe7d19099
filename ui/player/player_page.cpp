#include "ui/player/player_page.h"

#include "ui/player/video_view.h"
#include "ui/text/format_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QAudio>
#include <QAudioOutput>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMediaPlayer>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kStep = 5000;      // ms moved by an arrow key
constexpr int kPageStep = 30000; // ms moved by a click beside the handle
constexpr int kLoudest = 100;    // per cent of perceived loudness
constexpr int kVolumeStep = 10;
constexpr int kVolumeWidth = 96;

} // namespace

PlayerPage::PlayerPage(const PictureConverter &converter, QWidget *parent)
    : QWidget(parent), m_sound(std::make_unique<QAudioOutput>()),
      m_player(std::make_unique<QMediaPlayer>())
{
    setObjectName(u"playerPage"_s);
    m_video = new VideoView(converter);
    m_video->setObjectName(u"playerVideo"_s);
    m_error = makeLabel({}, "problem");
    m_error->setObjectName(u"playerError"_s);
    m_error->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(makeHeader());
    column->addWidget(m_error);
    column->addWidget(m_video, 1);
    column->addWidget(makeControls());
    m_player->setAudioOutput(m_sound.get());
    m_player->setVideoSink(m_video->sink());
    connectPlayer();
}

PlayerPage::~PlayerPage()
{
    m_player->stop();
}

QLayout *PlayerPage::makeHeader()
{
    //: Button above a recording that is played: back to the list
    auto *back = makeIconButton("playerBackButton", u"back"_s, tr("Back to Recordings"), 40);
    back->setIcon(directedIcon(u"back"_s));
    back->setShortcut(QKeySequence(QKeySequence::Back));
    setButtonText(back, back->accessibleName());
    m_name = new ElidedLabel;
    m_name->setObjectName(u"playerName"_s);
    m_name->setProperty("role", u"heading"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(back);
    row->addWidget(m_name, 1);
    connect(back, &QToolButton::clicked, this, &PlayerPage::backClicked);
    return row;
}

QWidget *PlayerPage::makeControls()
{
    auto *controls = new QWidget;
    controls->setLayoutDirection(Qt::LeftToRight); // time lines run left to right
    m_playButton = makeIconButton("playButton", u"play"_s, {}, 40);
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setObjectName(u"positionSlider"_s);
    //: Name of the slider under a recording for a screen reader
    m_slider->setAccessibleName(tr("Position"));
    m_slider->setSingleStep(kStep);
    m_slider->setPageStep(kPageStep);
    m_time = makeLabel({}, "dim");
    m_time->setObjectName(u"positionLabel"_s);
    auto *row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_playButton);
    row->addWidget(m_slider, 1);
    row->addWidget(m_time);
    addVolume(*row);
    connect(m_playButton, &QToolButton::clicked, this, &PlayerPage::togglePlaying);
    connect(m_slider, &QSlider::sliderMoved, this,
            [this](int value) { m_player->setPosition(value); });
    connect(m_slider, &QSlider::actionTriggered, this,
            [this] { m_player->setPosition(m_slider->sliderPosition()); });
    return controls;
}

void PlayerPage::addVolume(QBoxLayout &row)
{
    m_muteButton = makeIconButton("muteButton", u"sound"_s, {}, 40);
    m_volume = new QSlider(Qt::Horizontal);
    m_volume->setObjectName(u"volumeSlider"_s);
    //: Name of the slider beside the loudspeaker for a screen reader
    m_volume->setAccessibleName(tr("Volume"));
    m_volume->setToolTip(m_volume->accessibleName());
    m_volume->setRange(0, kLoudest);
    m_volume->setSingleStep(kVolumeStep);
    m_volume->setPageStep(kVolumeStep);
    m_volume->setValue(kLoudest);
    m_volume->setFixedWidth(kVolumeWidth);
    row.addWidget(m_muteButton);
    row.addWidget(m_volume);
    connect(m_muteButton, &QToolButton::clicked, this, [this] {
        m_sound->setMuted(!m_sound->isMuted());
        if (!m_sound->isMuted() && m_volume->value() == 0) {
            m_volume->setValue(kLoudest);
        }
    });
    connect(m_volume, &QSlider::valueChanged, this, [this](int value) {
        m_sound->setVolume(QAudio::convertVolume(static_cast<float>(value) / kLoudest,
                                                 QAudio::LogarithmicVolumeScale,
                                                 QAudio::LinearVolumeScale));
        // Moving the slider also unmutes.
        m_sound->setMuted(value == 0);
    });
    connect(m_sound.get(), &QAudioOutput::mutedChanged, this, &PlayerPage::showVolume);
    showVolume();
}

void PlayerPage::showVolume()
{
    const bool muted = m_sound->isMuted();
    m_muteButton->setIcon(lineIcon(muted ? u"sound-off"_s : u"sound"_s));
    setButtonText(m_muteButton, muted ? tr("Unmute", "Button under a recording without sound")
                                      : tr("Mute", "Button under a recording that is heard"));
}

void PlayerPage::connectPlayer()
{
    connect(m_player.get(), &QMediaPlayer::positionChanged, this, &PlayerPage::showPosition);
    connect(m_player.get(), &QMediaPlayer::durationChanged, this, &PlayerPage::showPosition);
    connect(m_player.get(), &QMediaPlayer::playbackStateChanged, this, &PlayerPage::showPlaying);
    connect(m_player.get(), &QMediaPlayer::errorOccurred, this, [this] {
        //: Shown when QMediaPlayer cannot play a recording
        m_error->setText(
            tr("This recording cannot be played here. Download it and open it with another "
               "program."));
        m_error->show();
        showPlaying();
    });
    showPosition();
    showPlaying();
}

void PlayerPage::play(const QString &name, const QUrl &source)
{
    m_error->hide();
    m_name->setText(fileText(name));
    m_name->setToolTip(name);
    m_player->setSource(source);
    m_player->play();
    m_playButton->setFocus();
}

void PlayerPage::stop()
{
    m_player->stop();
    m_player->setSource({});
    m_video->clear();
}

QUrl PlayerPage::source() const
{
    return m_player->source();
}

void PlayerPage::keyPressEvent(QKeyEvent *event)
{
    // Not a shortcut, which would take the key away from a focused button.
    if (event->key() == Qt::Key_Space) {
        togglePlaying();
    } else if (event->key() == Qt::Key_M) {
        m_muteButton->click();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void PlayerPage::togglePlaying()
{
    if (m_player->playbackState() == QMediaPlayer::PlayingState) {
        m_player->pause();
    } else {
        m_player->play();
    }
}

void PlayerPage::showPosition()
{
    using std::chrono::milliseconds;
    m_slider->setMaximum(static_cast<int>(m_player->duration()));
    if (!m_slider->isSliderDown()) {
        m_slider->setValue(static_cast<int>(m_player->position()));
    }
    m_time->setText(u"%1 / %2"_s.arg(durationText(milliseconds(m_player->position())),
                                     durationText(milliseconds(m_player->duration()))));
}

void PlayerPage::showPlaying()
{
    const bool playing = m_player->playbackState() == QMediaPlayer::PlayingState &&
                         m_player->error() == QMediaPlayer::NoError;
    m_playButton->setIcon(lineIcon(playing ? u"pause"_s : u"play"_s));
    setButtonText(m_playButton, playing ? tr("Pause", "Button under a recording that plays")
                                        : tr("Play", "Button under a recording that stands"));
}

} // namespace prosc
