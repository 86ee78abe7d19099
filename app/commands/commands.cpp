#include "app/commands/commands.h"

namespace prosc {

std::vector<Command> clientCommands()
{
    return {
        {"record",
         "  record LINK [--for 20s] [--out DIR]   record a room; prints the file and its library "
         "address\n",
         &recordCommand},
        {"simulate",
         "  simulate LINK --count N               participants that publish real WebRTC media\n",
         &simulateCommand},
        {"encoders",
         "  encoders                              which H.264 encoders work on this computer\n",
         &encodersCommand},
    };
}

} // namespace prosc
