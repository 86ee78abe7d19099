#include "app/commands/hosting/hosting_commands.h"

namespace prosc {

std::vector<Command> hostingCommands()
{
    return {
        {"serve", "  serve --config FILE                   the room service alone\n",
         &serveCommand},
        {"demo",
         "  demo [--for 20s] [--participants 4]   a room, participants and a recording on this "
         "machine\n",
         &demoCommand},
        {"library",
         "  library rebuild|verify --data DIR     make the index of a service's recordings again; "
         "check them\n"
         "  library list --data DIR               the recordings of a service, newest first\n"
         "  library report|owner --help           what is known of a recording; whose it is\n"
         "  library process --recording DIR       check one recording and make its preview "
         "pictures\n",
         &libraryCommand},
    };
}

} // namespace prosc
