#pragma once

#include "app/recording/ports.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <vector>

namespace prosc {

/// The encoders of this computer. Probing them takes a second or more, so it is done once, on first
/// use, on a separate thread. Lives on the GUI thread.
class EncoderList : public QObject
{
    Q_OBJECT
public:
    using Probe = std::function<std::vector<EncoderChoice>()>;

    /// `probe` is called once, on another thread.
    explicit EncoderList(Probe probe, QObject *parent = nullptr);
    /// Waits for a running probe.
    ~EncoderList() override;

    /// Empty until they are probed; the first call starts that.
    [[nodiscard]] const std::vector<EncoderChoice> &choices();

Q_SIGNALS:
    /// choices() is available now.
    void changed();

private:
    Probe m_probe;
    std::unique_ptr<QThread> m_thread;
    std::vector<EncoderChoice> m_choices;
};

} // namespace prosc
