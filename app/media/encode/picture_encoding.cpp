#include "app/media/encode/picture_encoding.h"

#include "app/media/load/recorder_cpu.h"
#include "app/stage/frame_rate.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace prosc {

namespace {

constexpr int kMaxThreads = 16;
/// Normal backlog, even on a fast computer: what PictureQueue accepts before it makes the
/// compositing thread wait.
constexpr MediaTime kUsuallyBehind{PictureQueue::kDifferent * 1'000'000'000 / kFrameRate};

/// Number of threads: the budget's share of the processors.
int encoderThreads(int budget)
{
    const auto machine = static_cast<int>(std::thread::hardware_concurrency());
    return std::clamp(machine * budget / 100, 1, kMaxThreads);
}

} // namespace

Result<std::unique_ptr<PictureEncoding>> PictureEncoding::create(Options options)
{
    std::unique_ptr<PictureEncoding> encoding(new PictureEncoding(std::move(options)));
    if (auto status = encoding->open(); !status) {
        return fail(status.error());
    }
    return encoding;
}

Status PictureEncoding::open()
{
    if (m_options.encoders == nullptr) {
        m_ownProbe = std::make_unique<EncoderProbe>();
        m_options.encoders = m_ownProbe.get();
    }
    const auto &settings = m_options.settings;
    const RecorderThreadName name(RecorderThread::Encoding); // the encoder's threads inherit it
    auto encoder = SwitchingEncoder::create({m_options.encoders, settings.encoder,
                                             settings.preset.toLatin1(), m_options.size,
                                             encoderThreads(settings.cpuBudget), m_options.sink});
    if (!encoder) {
        return fail(encoder.error());
    }
    m_encoder = std::move(*encoder);
    m_governor =
        std::make_unique<EncodingGovernor>(*m_encoder, settings, m_options.cpu, m_options.tracks);
    return {};
}

PictureEncoding::~PictureEncoding()
{
    finish();
}

void PictureEncoding::begin()
{
    m_thread = std::thread([this] { run(); });
}

void PictureEncoding::reportLateness(MediaTime composed)
{
    const auto behind = std::max(MediaTime::zero(), m_queue.behind() - kUsuallyBehind);
    m_governor->report(std::max(composed, behind));
}

void PictureEncoding::finish()
{
    m_queue.close();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void PictureEncoding::run()
{
    const RecorderThreadName name(RecorderThread::Encoding);
    raisePriority(m_options.priority, ThreadRole::Pictures);
    Status status;
    while (const auto item = m_queue.pop()) {
        if (status) {
            status = encode(*item);
            if (!status) {
                m_options.onError(status.error());
            }
        }
    }
    if (status) {
        status = m_encoder->finish();
        if (!status) {
            m_options.onError(status.error());
        }
    }
}

Status PictureEncoding::encode(const PictureQueue::Item &item)
{
    QElapsedTimer timer;
    timer.start();
    const auto status = m_encoder->add(
        item.picture, item.frame, item.key ? VideoEncoder::Kind::Key : VideoEncoder::Kind::Any);
    m_governor->step(MediaTime(timer.nsecsElapsed()));
    m_encoded += status ? 1 : 0;
    return status;
}

} // namespace prosc
