#include "app/base/logging.h"
#include "app/platform/shutdown_block.h"

#include <windows.h>

namespace prosc {

void setShutdownBlock(quintptr window, const QString &reason)
{
    const auto handle = reinterpret_cast<HWND>(window);
    if (reason.isEmpty()) {
        ::ShutdownBlockReasonDestroy(handle);
        return;
    }
    if (::ShutdownBlockReasonCreate(handle, reason.toStdWString().c_str()) == FALSE) {
        qCInfo(logRecording) << "a shutdown does not wait:" << ::GetLastError();
    }
}

} // namespace prosc
