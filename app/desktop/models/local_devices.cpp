#include "app/desktop/models/local_devices.h"

#include "app/base/logging.h"
#include "app/devices/device_list.h"

#include <QProcessEnvironment>

#include <algorithm>

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
    m_failed.clear();
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
    m_failed.clear();
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
                auto *old = source.release();
                // Deferred: this runs inside the source's own signal.
                old->deleteLater();
                if constexpr (std::is_same_v<Source, ScreenSource>) {
                    Q_EMIT lost(kind, error);
                } else {
                    m_failed[kind].insert(old->id());
                    // Its end has to reach the sinks before the beginning of the next one.
                    connect(old, &QObject::destroyed, this,
                            [this, kind, error] { replace(kind, error); });
                }
            });
    return {};
}

void LocalDevices::replace(TrackKind kind, const Error &error)
{
    const auto failed = m_failed.find(kind);
    if (failed == m_failed.end()) {
        return; // switched off, or on again, meanwhile
    }
    const DeviceList devices;
    auto others = kind == TrackKind::Camera ? devices.cameras() : devices.microphones();
    std::erase_if(others, [&](const auto &each) { return failed->second.contains(each.id); });
    std::stable_partition(others.begin(), others.end(),
                          [](const auto &each) { return each.isDefault; });
    for (const DeviceInfo &next : others) {
        const auto opened =
            kind == TrackKind::Camera ? openCamera(next.id) : openMicrophone(next.id);
        if (opened) {
            Q_EMIT replaced(kind, next.name);
            return;
        }
    }
    Q_EMIT lost(kind, error);
}

Status LocalDevices::setCamera(bool on)
{
    m_failed.erase(TrackKind::Camera);
    if (!on) {
        m_camera.reset();
        m_cameraProblem.reset();
        return {};
    }
    return openCamera({});
}

Status LocalDevices::openCamera(const QString &id)
{
    return switchSource(
        m_camera, m_cameraProblem, TrackKind::Camera,
        [&id](const SourceTarget &target) { return CameraSource::create(target, id); });
}

Status LocalDevices::setMicrophone(bool on)
{
    m_failed.erase(TrackKind::Microphone);
    if (!on) {
        m_microphone.reset();
        m_microphoneProblem.reset();
        return {};
    }
    return openMicrophone({});
}

Status LocalDevices::openMicrophone(const QString &id)
{
    return switchSource(
        m_microphone, m_microphoneProblem, TrackKind::Microphone,
        [&id](const SourceTarget &target) { return MicrophoneSource::create(target, id); });
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
                            const auto input = screenToCapture(
                                kOwnSystem, QProcessEnvironment::systemEnvironment());
                            if (!input) {
                                return fail(input.error());
                            }
                            ScreenOptions options;
                            options.input = *input;
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
