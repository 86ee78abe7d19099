#include "app/media/load/recorder_cpu.h"

#include "app/media/load/thread_times.h"

namespace prosc {

namespace {

constexpr int kReadsBetweenLooks = 10;

std::optional<RecorderThread> roleOf(const std::string &name)
{
    if (name == kEncodingThread) {
        return RecorderThread::Encoding;
    }
    return name == kComposingThread ? std::optional(RecorderThread::Composing) : std::nullopt;
}

MediaTime &part(RecorderCpuTime &time, RecorderThread role)
{
    return role == RecorderThread::Composing ? time.composing : time.encoding;
}

const char *nameOf(RecorderThread role)
{
    return role == RecorderThread::Composing ? kComposingThread : kEncodingThread;
}

} // namespace

RecorderThreadName::RecorderThreadName(RecorderThread role) : m_before(ownThreadName())
{
    nameOwnThread(nameOf(role));
}

RecorderThreadName::~RecorderThreadName()
{
    nameOwnThread(m_before);
}

void RecorderCpu::lookAtAll()
{
    for (const auto thread : ownThreads()) {
        const auto now = m_threads.contains(thread) ? std::nullopt : threadTime(thread);
        const auto role = now ? roleOf(now->name) : std::nullopt;
        if (role) {
            m_threads.insert({thread, {*role, {}}});
        }
    }
}

RecorderCpuTime RecorderCpu::read(MediaTime inEncoder)
{
    if (m_reads++ % kReadsBetweenLooks == 0) {
        lookAtAll();
    }
    auto sum = m_ended;
    for (auto it = m_threads.begin(); it != m_threads.end();) {
        const auto now = threadTime(it->first);
        // The id may have been reused by another thread.
        if (now && roleOf(now->name) == it->second.role && now->used >= it->second.used) {
            it->second.used = now->used;
            part(sum, it->second.role) += it->second.used;
            ++it;
        } else {
            part(m_ended, it->second.role) += it->second.used;
            part(sum, it->second.role) += it->second.used;
            it = m_threads.erase(it);
        }
    }
    if (!kThreadsInheritNames) {
        sum.encoding = inEncoder;
    }
    return sum;
}

} // namespace prosc
