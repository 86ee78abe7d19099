// Whatever a client or a service sends: it is refused, or read, and then written so that it reads
// the same.

#include "app/room/protocol/messages.h"
#include "tests/fuzz/fuzz.h"

using namespace prosc;
using namespace prosc::test;

namespace {

template <class Parse>
void readsBackTheSame(const QByteArray &json, Parse parse)
{
    const auto message = parse(json);
    if (message) {
        const auto written = serialize(*message);
        const auto again = parse(written);
        hold(again.has_value(), "what we write is not refused by ourselves");
        hold(*again == *message, "what we write says the same");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto json = bytesOf(data, size);
    readsBackTheSame(json, parseClientMessage);
    readsBackTheSame(json, parseServiceMessage);
    return 0;
}
