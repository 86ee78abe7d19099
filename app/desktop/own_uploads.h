#pragma once

#include "app/base/object_thread.h"
#include "app/composition/engine_parts.h"
#include "app/desktop/hosting.h"

#include <vector>

namespace prosc {

/// Uploads of recordings made in rooms that this computer hosts: they need its service, under the
/// address that it has this time. GUI thread.
class OwnUploads : public QObject
{
    Q_OBJECT
public:
    /// All arguments outlive this.
    OwnUploads(ObjectThread &engineThread, EngineParts &engine, Hosting &hosting);

    /// Starts the service if such an upload waits for it.
    void serve();

private:
    [[nodiscard]] std::vector<RecordingId> waiting();
    void sendTo(const QUrl &base, const QString &certificate);

    ObjectThread &m_thread;
    EngineParts &m_engine;
    Hosting &m_hosting;
};

} // namespace prosc
