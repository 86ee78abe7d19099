#include "app/media/decode/video_track_worker.h"

#include "app/base/logging.h"
#include "app/base/thread_priority.h"
#include "app/media/picture/picture_scale.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Two seconds of video.
constexpr size_t kWaitingFrames = 60;
constexpr MediaTime kBetweenRequests = std::chrono::milliseconds(500);

} // namespace

VideoTrackWorker::VideoTrackWorker(TrackId track, Context context, KeyFrameRequest request,
                                   Output output)
    : m_track(std::move(track)), m_context(context), m_request(std::move(request)),
      m_output(std::move(output)), m_lastRequest((context.clock.now() - kBetweenRequests).count()),
      m_thread(kWaitingFrames, [this](Waiting &waiting) { process(waiting); })
{
}

VideoTrackWorker::~VideoTrackWorker()
{
    cancel();
    m_thread.stop();
}

void VideoTrackWorker::cancel()
{
    m_cancelled = true;
}

void VideoTrackWorker::push(EncodedFrame frame)
{
    const auto now = m_context.clock.now();
    // A thread stuck in the decoder cannot report its own delay.
    if (const auto since = m_decodes.load(); since != 0) {
        m_context.load.waited(now - MediaTime(since));
    }
    if (m_dropping && !frame.keyFrame) {
        m_context.load.skipped();
        askForKeyFrame();
        return;
    }
    const bool full = !m_thread.queue().tryPush({std::move(frame), now});
    m_dropping = full;
    if (full) {
        m_context.load.skipped();
        askForKeyFrame();
    }
}

void VideoTrackWorker::process(Waiting &waiting)
{
    if (m_cancelled) {
        return;
    }
    m_decodes = waiting.since.count();
    decode(waiting.frame);
    m_decodes = 0;
    m_context.load.waited(m_context.clock.now() - waiting.since);
}

void VideoTrackWorker::decode(EncodedFrame &frame)
{
    if (!m_decoder) {
        // On a slow computer received video may be late, but not the audio and not the encoder,
        // which everything else would have to wait for.
        lowerOwnPriority();
    }
    if (!m_decoder || m_decoder->codec() != frame.codec) {
        auto decoder = VideoDecoder::create(frame.codec);
        if (!decoder) {
            qCWarning(logMedia) << "no decoder:" << decoder.error().detail;
            return;
        }
        m_decoder.emplace(std::move(*decoder));
        m_waitsForKey = true;
    }
    if (m_waitsForKey && !frame.keyFrame) {
        askForKeyFrame();
        return;
    }
    const auto decoded = m_decoder->decode(frame, [this, &frame](const Picture &coded) {
        if (!m_cancelled) {
            const auto picture = frame.turns == 0 ? coded : turnedPicture(coded, frame.turns);
            noteSize(picture.size());
            m_output(picture);
        }
    });
    m_waitsForKey = !decoded;
    if (!decoded) {
        qCDebug(logMedia) << "decoding failed:" << decoded.error().detail;
        askForKeyFrame();
    }
}

void VideoTrackWorker::noteSize(QSize size)
{
    if (std::exchange(m_size, size) != size) {
        qCDebug(logMedia).noquote() << m_track.participant.value << "is received in"
                                    << u"%1x%2"_s.arg(size.width()).arg(size.height());
    }
}

void VideoTrackWorker::askForKeyFrame()
{
    const auto now = m_context.clock.now().count();
    auto last = m_lastRequest.load();
    if (!m_request || now - last < kBetweenRequests.count() ||
        !m_lastRequest.compare_exchange_strong(last, now)) {
        return;
    }
    m_request(m_track);
}

} // namespace prosc
