#include "app/desktop/models/local_devices.h"

#include "app/base/logging.h"

#include <QProcessEnvironment>

namespace prosc {

/// One input, two sinks. Called from the devices' threads.
class LocalDevices::Tee final : public RawTrackSink
{
public:
    explicit Tee(Sinks sinks) : m_sinks(sinks) {}

    void picture(const TrackId &track, Picture picture) override
    {
        m_sinks.stage.picture(track, picture);
        m_sinks.encoder.picture(track, std::move(picture));
    }
    void audio(const TrackId &track, AudioBlock block) override
    {
        m_sinks.stage.audio(track, block);
        m_sinks.encoder.audio(track, std::move(block));
    }
    void rawTrackEnded(const TrackId &track) override
    {
        m_sinks.stage.rawTrackEnded(track);
        m_sinks.encoder.rawTrackEnded(track);
    }

private:
    Sinks m_sinks;
};

LocalDevices::LocalDevices(const Clock &clock, Sinks sinks)
    : m_clock(clock), m_tee(std::make_unique<Tee>(sinks))
{
}

LocalDevices::~LocalDevices() = default;

void LocalDevices::stop()
{
    m_loudspeaker.reset();
    m_screen.reset();
    m_microphone.reset();
    m_camera.reset();
}

void LocalDevices::setParticipant(const ParticipantId &participant)
{
    if (m_participant == participant) {
        return;
    }
    m_camera.reset();
    m_microphone.reset();
    m_screen.reset();
    m_participant = participant;
}

template <class Source, class Create>
Status LocalDevices::switchSource(std::unique_ptr<Source> &source, std::optional<Error> &problem,
                                  TrackKind kind, Create create)
{
    problem.reset();
    source.reset();
    auto made = create(SourceTarget{TrackId{m_participant, kind}, *m_tee, m_clock});
    if (!made) {
        problem = made.error();
        return fail(made.error());
    }
    source = std::move(*made);
    connect(source.get(), &Source::failed, this,
            [this, &source, &problem, kind](const Error &error) {
                problem = error;
                // Deferred: this runs inside the source's own signal.
                source.release()->deleteLater();
                Q_EMIT lost(kind, error);
            });
    return {};
}

Status LocalDevices::setCamera(bool on)
{
    if (!on) {
        m_camera.reset();
        m_cameraProblem.reset();
        return {};
    }
    return switchSource(m_camera, m_cameraProblem, TrackKind::Camera,
                        [](const SourceTarget &target) { return CameraSource::create(target); });
}

Status LocalDevices::setMicrophone(bool on)
{
    if (!on) {
        m_microphone.reset();
        m_microphoneProblem.reset();
        return {};
    }
    return switchSource(
        m_microphone, m_microphoneProblem, TrackKind::Microphone,
        [](const SourceTarget &target) { return MicrophoneSource::create(target); });
}

Status LocalDevices::setScreen(bool on)
{
    if (!on) {
        m_screen.reset();
        m_screenProblem.reset();
        return {};
    }
    return switchSource(m_screen, m_screenProblem, TrackKind::Screen,
                        [](const SourceTarget &target) -> Result<std::unique_ptr<ScreenSource>> {
                            const auto display =
                                displayToCapture(QProcessEnvironment::systemEnvironment());
                            if (!display) {
                                return fail(display.error());
                            }
                            ScreenOptions options;
                            options.display = *display;
                            return ScreenSource::create(target, options);
                        });
}

void LocalDevices::startLoudspeaker(AudioPullSource &source)
{
    auto made = LoudspeakerSink::create(source);
    if (!made) {
        qCInfo(logDevices) << "no loudspeaker:" << made.error().detail;
        return;
    }
    m_loudspeaker = std::move(*made);
    connect(m_loudspeaker.get(), &LoudspeakerSink::failed, this, [this](const Error &error) {
        qCInfo(logDevices) << "the loudspeaker is gone:" << error.detail;
        m_loudspeaker.release()->deleteLater();
    });
}

} // namespace prosc
