#include "app/base/logging.h"

namespace prosc {

// Info and above are shown; QT_LOGGING_RULES="proscenium.*.debug=true" shows everything.
Q_LOGGING_CATEGORY(logRoom, "proscenium.room", QtInfoMsg)
Q_LOGGING_CATEGORY(logServer, "proscenium.server", QtInfoMsg)
Q_LOGGING_CATEGORY(logMedia, "proscenium.media", QtInfoMsg)
Q_LOGGING_CATEGORY(logTransport, "proscenium.transport", QtInfoMsg)
Q_LOGGING_CATEGORY(logRecording, "proscenium.recording", QtInfoMsg)
Q_LOGGING_CATEGORY(logLibrary, "proscenium.library", QtInfoMsg)
Q_LOGGING_CATEGORY(logNet, "proscenium.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logDevices, "proscenium.devices", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "proscenium.ui", QtInfoMsg)

} // namespace prosc
