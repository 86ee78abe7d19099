// What is uploaded as a recording, or lies on the disk as one: boxes and fragments, in portions of
// any size. The first byte says how large the portions are.

#include "app/mp4/fragment_index.h"
#include "app/mp4/moov_builder.h"
#include "app/mp4/recording_journal.h"
#include "app/server/storage/fragment_gate.h"
#include "tests/fuzz/fuzz.h"
#include "tests/mp4/mp4_fixture.h"

#include <algorithm>

using namespace prosc;
using namespace prosc::test;

namespace {

struct Passed
{
    bool isRefused = false;
    QByteArray bytes;
    std::vector<qsizetype> ends;
};

template <class Feed>
bool inPortions(QByteArrayView bytes, qsizetype portion, Feed feed)
{
    for (qsizetype at = 0; at < bytes.size(); at += portion) {
        if (!feed(bytes.sliced(at, std::min(portion, bytes.size() - at)))) {
            return false;
        }
    }
    return true;
}

Passed throughGate(QByteArrayView bytes, qsizetype portion)
{
    FragmentGate gate(FragmentGate::Start::OfTheBody);
    Passed passed;
    const auto take = [&](QByteArrayView part, bool ends) {
        passed.bytes.append(part.data(), part.size());
        if (ends) {
            passed.ends.push_back(passed.bytes.size());
        }
    };
    passed.isRefused = !inPortions(
        bytes, portion, [&](QByteArrayView part) { return gate.pass(part, take).has_value(); });
    return passed;
}

FragmentIndex indexOf(QByteArrayView bytes, qsizetype portion)
{
    FragmentIndex index;
    inPortions(bytes, portion, [&](QByteArrayView part) { return index.feed(part).has_value(); });
    return index;
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    const auto bytes = bytesOf(data + 1, size - 1);
    const qsizetype portion = 1 + data[0];

    // The beginning of a box that is refused may have passed byte by byte: no unit ends with it.
    const auto passed = throughGate(bytes, portion);
    const auto atOnce = throughGate(bytes, bytes.size());
    hold(passed.isRefused == atOnce.isRefused && passed.ends == atOnce.ends,
         "portions do not matter to the gate");
    hold(bytes.startsWith(passed.bytes) && bytes.startsWith(atOnce.bytes) &&
             (passed.isRefused || passed.bytes == bytes),
         "the gate changes nothing, and keeps nothing back");

    const auto index = indexOf(bytes, portion);
    const auto whole = indexOf(bytes, bytes.size());
    hold(index.wholeBytes() == whole.wholeBytes() && index.fragmentEnds() == whole.fragmentEnds(),
         "portions do not matter to the index");
    hold(index.wholeBytes() <= bytes.size() && index.headerEnd() <= index.wholeBytes(),
         "the index lists nothing that is not there");
    MemoryFile file(bytes);
    const auto read = FragmentIndex::read(file);
    hold(read && read->wholeBytes() <= bytes.size(), "a file is read like what was fed");
    const auto recovered = recoverLength(file, {});
    hold(recovered && *recovered <= bytes.size(), "nothing is recovered that is not there");
    if (index.headerEnd() > 0) {
        hold(!buildMoov(index).isEmpty() && !buildHead(index).isEmpty(),
             "what is listed has a head");
    }
    return 0;
}
