#include "app/media/load/decoding_load.h"

#include "app/media/load/recorder_cpu.h"

namespace prosc {

void DecodingLoad::waited(MediaTime time)
{
    auto longest = m_wait.load();
    while (time.count() > longest && !m_wait.compare_exchange_weak(longest, time.count())) {
    }
}

ScalingTime::ScalingTime(DecodingLoad &load) : m_load(load), m_before(threadCpuTime()) {}

ScalingTime::~ScalingTime()
{
    m_load.scaled(threadCpuTime() - m_before);
}

} // namespace prosc
