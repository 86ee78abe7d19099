#pragma once

#include "app/base/object_thread.h"
#include "app/base/result.h"
#include "app/stage/ports.h"

#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QAudioDevice;
class QAudioFormat;
QT_END_NAMESPACE

namespace prosc {

/// A loudspeaker that plays `source` while this object lives, on its own thread; `source` outlives
/// it.
class LoudspeakerSink : public QObject
{
    Q_OBJECT
public:
    /// `speakerId` empty: the default one. Created and destroyed on the GUI thread. DeviceMissing.
    [[nodiscard]] static Result<std::unique_ptr<LoudspeakerSink>>
    create(AudioPullSource &source, const QString &speakerId = {});
    ~LoudspeakerSink() override;

Q_SIGNALS:
    /// Emitted once: the loudspeaker was unplugged or reported an error (DeviceMissing). Destroy
    /// the sink then.
    void failed(const prosc::Error &error);

private:
    class Playback;

    LoudspeakerSink();
    [[nodiscard]] Status start(AudioPullSource &source, const QAudioDevice &device,
                               const QAudioFormat &format);

    std::unique_ptr<ObjectThread> m_thread;
    /// Created, used and destroyed on m_thread.
    std::unique_ptr<Playback> m_playback;
};

} // namespace prosc
