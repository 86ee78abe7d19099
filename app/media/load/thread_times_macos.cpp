#include "app/media/load/recorder_cpu.h"
#include "app/media/load/thread_times.h"

#include <mach/mach.h>
#include <pthread.h>

#include <array>
#include <ctime>
#include <functional>

namespace prosc {

namespace {

/// Calls `use` with each thread and its number, until it returns false.
void forEachThread(const std::function<bool(thread_act_t, uint64_t)> &use)
{
    thread_act_array_t list = nullptr;
    mach_msg_type_number_t count = 0;
    if (task_threads(mach_task_self(), &list, &count) != KERN_SUCCESS) {
        return;
    }
    bool goesOn = true;
    for (mach_msg_type_number_t i = 0; i < count; ++i) {
        thread_identifier_info_data_t id{};
        mach_msg_type_number_t size = THREAD_IDENTIFIER_INFO_COUNT;
        goesOn =
            goesOn && (thread_info(list[i], THREAD_IDENTIFIER_INFO,
                                   reinterpret_cast<thread_info_t>(&id), &size) != KERN_SUCCESS ||
                       use(list[i], id.thread_id));
        mach_port_deallocate(mach_task_self(), list[i]);
    }
    vm_deallocate(mach_task_self(), reinterpret_cast<vm_address_t>(list), count * sizeof *list);
}

MediaTime timeOf(const time_value_t &time)
{
    return std::chrono::seconds(time.seconds) + std::chrono::microseconds(time.microseconds);
}

} // namespace

MediaTime threadCpuTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::optional<MachineTime> machineTime()
{
    host_cpu_load_info_data_t load{};
    mach_msg_type_number_t size = HOST_CPU_LOAD_INFO_COUNT;
    const mach_port_t host = mach_host_self();
    const auto result =
        host_statistics(host, HOST_CPU_LOAD_INFO, reinterpret_cast<host_info_t>(&load), &size);
    mach_port_deallocate(mach_task_self(), host);
    if (result != KERN_SUCCESS) {
        return std::nullopt;
    }
    MachineTime time;
    for (int state = 0; state < CPU_STATE_MAX; ++state) {
        const int64_t ticks = load.cpu_ticks[state];
        time.all += ticks;
        time.busy += state == CPU_STATE_IDLE ? 0 : ticks;
    }
    return time;
}

std::string ownThreadName()
{
    std::array<char, MAXTHREADNAMESIZE> name{};
    pthread_getname_np(pthread_self(), name.data(), name.size());
    return name.data();
}

void nameOwnThread(const std::string &name)
{
    pthread_setname_np(name.c_str());
}

std::vector<uint64_t> ownThreads()
{
    std::vector<uint64_t> threads;
    forEachThread([&threads](thread_act_t, uint64_t id) {
        threads.push_back(id);
        return true;
    });
    return threads;
}

std::optional<ThreadTime> threadTime(uint64_t thread)
{
    std::optional<ThreadTime> found;
    forEachThread([&found, thread](thread_act_t each, uint64_t id) {
        if (id != thread) {
            return true;
        }
        thread_extended_info_data_t named{};
        thread_basic_info_data_t timed{};
        mach_msg_type_number_t sizeOfNamed = THREAD_EXTENDED_INFO_COUNT;
        mach_msg_type_number_t sizeOfTimed = THREAD_BASIC_INFO_COUNT;
        // The times in the extended information are in units that depend on macOS' version.
        if (thread_info(each, THREAD_EXTENDED_INFO, reinterpret_cast<thread_info_t>(&named),
                        &sizeOfNamed) == KERN_SUCCESS &&
            thread_info(each, THREAD_BASIC_INFO, reinterpret_cast<thread_info_t>(&timed),
                        &sizeOfTimed) == KERN_SUCCESS) {
            found = ThreadTime{named.pth_name, timeOf(timed.user_time) + timeOf(timed.system_time)};
        }
        return false;
    });
    return found;
}

} // namespace prosc
