#pragma once

#include <QUrl>
#include <QWidget>

#include <memory>

class QAudioOutput;
class QBoxLayout;
class QLabel;
class QMediaPlayer;
class QSlider;
class QToolButton;

namespace prosc {

class ElidedLabel;
class PictureConverter;
class VideoView;

/// Plays one recording inside the window.
class PlayerPage : public QWidget
{
    Q_OBJECT
public:
    /// `converter` must outlive this.
    explicit PlayerPage(const PictureConverter &converter, QWidget *parent = nullptr);
    ~PlayerPage() override;

    void play(const QString &name, const QUrl &source);
    void stop();
    [[nodiscard]] QUrl source() const;

Q_SIGNALS:
    void backClicked();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QLayout *makeHeader();
    [[nodiscard]] QWidget *makeControls();
    void addVolume(QBoxLayout &row);
    void connectPlayer();
    void togglePlaying();
    void showVolume();
    void showPosition();
    void showPlaying();

    ElidedLabel *m_name = nullptr;
    QLabel *m_error = nullptr;
    VideoView *m_video = nullptr;
    QToolButton *m_playButton = nullptr;
    QSlider *m_slider = nullptr;
    QLabel *m_time = nullptr;
    QToolButton *m_muteButton = nullptr;
    QSlider *m_volume = nullptr;
    /// The audio output and the player must be destroyed before the video widget.
    std::unique_ptr<QAudioOutput> m_sound;
    std::unique_ptr<QMediaPlayer> m_player;
};

} // namespace prosc
