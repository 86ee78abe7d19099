#pragma once

#include "app/devices/camera_source.h"
#include "app/devices/loudspeaker_sink.h"
#include "app/devices/microphone_source.h"
#include "app/devices/screen_source.h"

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace prosc {

/// Camera, microphone, screen and loudspeaker of this computer, each on or off. Video and audio go
/// to two sinks: the stage (window and file) and the encoder (for the other participants). Lives on
/// the GUI thread.
class LocalDevices : public QObject
{
    Q_OBJECT
public:
    struct Sinks
    {
        RawTrackSink &stage;
        RawTrackSink &encoder;
    };

    LocalDevices(const Clock &clock, Sinks sinks);
    ~LocalDevices() override;

    /// The owner of the tracks. Switches everything off when it changes.
    void setParticipant(const ParticipantId &participant);

    /// On success, or with `on` false, clears that device's problem; otherwise stores and returns
    /// it.
    Status setCamera(bool on);
    Status setMicrophone(bool on);
    Status setScreen(bool on);
    /// Plays the other participants. Without a loudspeaker they are not heard here; that is only
    /// logged.
    void startLoudspeaker(AudioPullSource &source);
    /// Switches everything off, the loudspeaker too: the sinks and its source are used no more.
    void stop();

    [[nodiscard]] bool cameraOn() const { return m_camera != nullptr; }
    [[nodiscard]] bool microphoneOn() const { return m_microphone != nullptr; }
    [[nodiscard]] bool screenOn() const { return m_screen != nullptr; }
    [[nodiscard]] std::optional<Error> cameraProblem() const { return m_cameraProblem; }
    [[nodiscard]] std::optional<Error> microphoneProblem() const { return m_microphoneProblem; }
    [[nodiscard]] std::optional<Error> screenProblem() const { return m_screenProblem; }

Q_SIGNALS:
    /// A device stopped unexpectedly; it is off now, as there is no other of its kind.
    void lost(prosc::TrackKind kind, const prosc::Error &error);
    /// A camera or microphone stopped unexpectedly; the one called `name` is used instead.
    void replaced(prosc::TrackKind kind, const QString &name);

private:
    class Tee;

    template <class Source, class Create>
    Status switchSource(std::unique_ptr<Source> &source, std::optional<Error> &problem,
                        TrackKind kind, Create create);
    Status openCamera(const QString &id);
    Status openMicrophone(const QString &id);
    /// Tries the other cameras or microphones after one has failed.
    void replace(TrackKind kind, const Error &error);

    const Clock &m_clock;
    std::unique_ptr<Tee> m_tee;
    ParticipantId m_participant;
    std::unique_ptr<CameraSource> m_camera;
    std::unique_ptr<MicrophoneSource> m_microphone;
    std::unique_ptr<ScreenSource> m_screen;
    std::unique_ptr<LoudspeakerSink> m_loudspeaker;
    /// The devices that stopped unexpectedly since the switch was used: none is tried again, as two
    /// that fail would alternate for ever.
    std::map<TrackKind, std::set<QString>> m_failed;
    std::optional<Error> m_cameraProblem;
    std::optional<Error> m_microphoneProblem;
    std::optional<Error> m_screenProblem;
};

} // namespace prosc
