#include "app/media/mux/recording_publish.h"

#include "app/base/logging.h"
#include "app/media/ffmpeg/av_handles.h"
#include "app/media/ffmpeg/av_url.h"
#include "app/mp4/finaliser.h"
#include "app/mp4/recording_journal.h"

#include <algorithm>
#include <cstdlib>

namespace prosc {

namespace {

// In microseconds. The movie header counts milliseconds, and libavformat rounds once more.
constexpr int64_t kDurationTolerance = 5000;
/// More than a header and one partly written fragment take.
constexpr int64_t kMostUnbegun = 8 * 1024 * 1024;

tl::unexpected<Error> damaged(const char *what)
{
    return fail(ErrorCode::FileDamaged, QString::fromLatin1(what));
}

/// The journal's records; none when there is no readable journal.
std::vector<JournalRecord> journalOf(FileLayer &disk, const RecordingPaths &paths)
{
    auto records = RecordingJournal::read(disk, paths.journal);
    if (!records && records.error().code != ErrorCode::NotFound) {
        qCWarning(logMedia) << "recording journal not readable:" << records.error().detail;
    }
    return records ? std::move(*records) : std::vector<JournalRecord>();
}

/// The length of the longest track in microseconds. The file's own is known to FFmpeg 7 only once
/// it has decoded something.
int64_t lengthOf(const AVFormatContext &input)
{
    int64_t longest = 0;
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const auto &stream = *input.streams[i];
        if (stream.duration != AV_NOPTS_VALUE) {
            longest = std::max(longest,
                               av_rescale_q(stream.duration, stream.time_base, {1, AV_TIME_BASE}));
        }
    }
    return longest;
}

/// Opens the file as a player would, and compares it with what was recorded.
Status checkPlayable(const QString &path, const FragmentIndex &index)
{
    AVFormatContext *format = nullptr;
    const auto url = avFileUrl(path);
    if (avformat_open_input(&format, url.constData(), nullptr, nullptr) < 0) {
        return damaged("finished file does not open");
    }
    const AvInput input(format);
    int64_t pictures = 0;
    for (unsigned i = 0; i < input->nb_streams; ++i) {
        const auto *stream = input->streams[i];
        pictures += stream->codecpar->codec_type == AVMEDIA_TYPE_VIDEO ? stream->nb_frames : 0;
    }
    if (pictures != index.pictures()) {
        return damaged("finished file has another number of pictures");
    }
    const int64_t length = lengthOf(*input);
    if (std::llabs(length - index.duration().count()) > kDurationTolerance) {
        return damaged("finished file has another duration");
    }
    const AvPacket packet(av_packet_alloc());
    const bool readable = packet && av_read_frame(input.get(), packet.get()) >= 0 &&
                          av_seek_frame(input.get(), -1, length / 2, AVSEEK_FLAG_BACKWARD) >= 0;
    if (!readable) {
        return damaged("finished file does not play");
    }
    av_packet_unref(packet.get());
    return av_read_frame(input.get(), packet.get()) >= 0 ? Status()
                                                         : damaged("finished file does not seek");
}

Result<RecordedFile> describe(DiskFile &file, const QString &path, const WrittenBody &written)
{
    if (auto status = checkPlayable(path, written.index); !status) {
        return fail(status.error());
    }
    const auto bytes = file.size();
    if (!bytes) {
        return fail(bytes.error());
    }
    RecordedFile recorded;
    recorded.path = path;
    recorded.bytes = *bytes;
    recorded.duration =
        std::chrono::duration_cast<std::chrono::milliseconds>(written.index.duration());
    recorded.bodyBytes = written.measure.bytes;
    recorded.checksum = written.measure.checksum;
    recorded.frames = written.index.pictures();
    return recorded;
}

Status giveFinalName(FileLayer &disk, const RecordingPaths &paths)
{
    if (auto status = disk.rename(paths.part, paths.file); !status) {
        return status;
    }
    if (auto status = disk.syncFolder(paths.folder); !status) {
        return status;
    }
    return disk.remove(paths.journal);
}

Result<RecordedFile> publish(FileLayer &disk, DiskFile &file, const RecordingPaths &paths,
                             const WrittenBody &written)
{
    if (auto status = finaliseTail(file, written.index); !status) {
        return fail(status.error());
    }
    auto recorded = describe(file, paths.part, written);
    if (!recorded) {
        return recorded;
    }
    if (auto status = giveFinalName(disk, paths); !status) {
        return fail(status.error());
    }
    recorded->path = paths.file;
    return recorded;
}

/// For a crash after the renaming: only the journal may be left to remove.
Result<RecordedFile> describePublished(FileLayer &disk, const RecordingPaths &paths)
{
    const auto file = disk.open(paths.file, FileMode::ReadOnly);
    if (!file) {
        return fail(file.error());
    }
    const auto index = FragmentIndex::read(**file);
    if (!index) {
        return fail(index.error());
    }
    const auto body = RecordingBody(**file).measure(*index, journalOf(disk, paths));
    if (!body) {
        return fail(body.error());
    }
    auto recorded = describe(**file, paths.file, {*index, *body});
    if (!recorded) {
        return recorded;
    }
    if (auto status = disk.remove(paths.journal); !status) {
        return fail(status.error());
    }
    return recorded;
}

/// Whether the file holds at most a header and the start of one fragment. A longer recording whose
/// journal and first fragment are damaged has no whole fragment either, but the starts of several.
Result<bool> isUnbegun(DiskFile &file)
{
    const auto size = file.size();
    if (!size || *size > kMostUnbegun) {
        return size.map([](int64_t) { return false; });
    }
    const auto bytes = file.readAt(0, *size);
    const auto index = FragmentIndex::read(file);
    if (!bytes || !index) {
        return fail(bytes ? index.error() : bytes.error());
    }
    return index->fragmentEnds().empty() && bytes->count("moof") <= 1;
}

} // namespace

Result<RecordedFile> publishRecording(FileLayer &disk, const RecordingPaths &paths,
                                      const WrittenBody &written)
{
    const auto file = disk.open(paths.part, FileMode::ReadWrite);
    return file ? publish(disk, **file, paths, written) : fail(file.error());
}

Result<SavedRecording> readSaved(FileLayer &disk, DiskFile &file, const RecordingPaths &paths)
{
    auto journal = journalOf(disk, paths);
    const auto length = recoverLength(file, journal);
    if (!length) {
        return fail(length.error());
    }
    auto index = FragmentIndex::read(file, *length);
    if (index && index->wholeBytes() < *length) {
        index = FragmentIndex::read(file, index->wholeBytes()); // lets feed() continue there
    }
    if (!index) {
        return fail(index.error());
    }
    if (index->fragmentEnds().empty()) {
        return damaged("no whole fragment");
    }
    return SavedRecording{std::move(*index), std::move(journal)};
}

bool removeUnbegun(FileLayer &disk, const RecordingPaths &paths)
{
    {
        const auto file = disk.open(paths.part, FileMode::ReadWrite);
        if (!file) {
            return false;
        }
        const auto unbegun = isUnbegun(**file);
        const auto journal = RecordingJournal::read(disk, paths.journal);
        // The journal's first record is the header.
        const bool knowsOfMore = journal ? journal->size() > 1 : (*file)->size() != 0;
        if (!unbegun || !*unbegun || knowsOfMore) {
            return false;
        }
    }
    static_cast<void>(disk.remove(paths.journal));
    return disk.remove(paths.part).has_value();
}

Result<RecordedFile> recoverRecording(FileLayer &disk, const RecordingPaths &paths)
{
    static_cast<void>(removeUnbegun(disk, paths));
    const auto file = disk.open(paths.part, FileMode::ReadWrite);
    if (!file) {
        return file.error().code == ErrorCode::NotFound ? describePublished(disk, paths)
                                                        : fail(file.error());
    }
    const auto saved = readSaved(disk, **file, paths);
    if (!saved) {
        return fail(saved.error());
    }
    const auto body = RecordingBody(**file).measure(saved->index, saved->journal);
    if (!body) {
        return fail(body.error());
    }
    return publish(disk, **file, paths, {saved->index, *body});
}

} // namespace prosc
