#include "app/media/recording_publish.h"

#include "app/base/logging.h"
#include "app/media/av_handles.h"
#include "app/mp4/finaliser.h"
#include "app/mp4/recording_journal.h"

#include <QCryptographicHash>
#include <QFile>

#include <cstdlib>

namespace prosc {

namespace {

constexpr int64_t kHashPieceBytes = 1024 * 1024;
// The movie header counts milliseconds; libavformat rounds once more.
constexpr int64_t kDurationTolerance = 5000;

tl::unexpected<Error> damaged(const char *what)
{
    return fail(ErrorCode::FileDamaged, QString::fromLatin1(what));
}

/// The index of what is good on disk, by the journal as far as there is one.
Result<FragmentIndex> recoverIndex(FileLayer &disk, DiskFile &file, const QString &journal)
{
    const auto records = RecordingJournal::read(disk, journal);
    if (!records && records.error().code != ErrorCode::NotFound) {
        qCWarning(logMedia) << "recording journal not readable:" << records.error().detail;
    }
    const auto length = recoverLength(file, records ? *records : std::vector<JournalRecord>());
    if (!length) {
        return fail(length.error());
    }
    return FragmentIndex::read(file, *length);
}

/// Opens the file as a player would, and compares it with what was recorded.
Status checkPlayable(const QString &path, const FragmentIndex &index)
{
    AVFormatContext *format = nullptr;
    const auto url = QByteArrayLiteral("file:") + QFile::encodeName(path);
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
    if (std::llabs(input->duration - index.duration().count()) > kDurationTolerance) {
        return damaged("finished file has another duration");
    }
    const AvPacket packet(av_packet_alloc());
    const bool readable =
        packet && av_read_frame(input.get(), packet.get()) >= 0 &&
        av_seek_frame(input.get(), -1, input->duration / 2, AVSEEK_FLAG_BACKWARD) >= 0;
    if (!readable) {
        return damaged("finished file does not play");
    }
    av_packet_unref(packet.get());
    return av_read_frame(input.get(), packet.get()) >= 0 ? Status()
                                                         : damaged("finished file does not seek");
}

Result<QString> sha256Of(DiskFile &file, int64_t bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (int64_t at = 0; at < bytes; at += kHashPieceBytes) {
        const auto piece = file.readAt(at, std::min(kHashPieceBytes, bytes - at));
        if (!piece) {
            return fail(piece.error());
        }
        hash.addData(*piece);
    }
    return QString::fromLatin1(hash.result().toHex());
}

Result<RecordedFile> describe(DiskFile &file, const QString &path, const FragmentIndex &index)
{
    if (auto status = checkPlayable(path, index); !status) {
        return fail(status.error());
    }
    const auto bytes = file.size();
    if (!bytes) {
        return fail(bytes.error());
    }
    const auto sha256 = sha256Of(file, *bytes);
    if (!sha256) {
        return fail(sha256.error());
    }
    RecordedFile recorded;
    recorded.path = path;
    recorded.bytes = *bytes;
    recorded.duration = std::chrono::duration_cast<std::chrono::milliseconds>(index.duration());
    recorded.sha256 = *sha256;
    recorded.frames = index.pictures();
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

/// A crash came after the renaming: only the journal may be left over.
Result<RecordedFile> describePublished(FileLayer &disk, const RecordingPaths &paths)
{
    const auto file = disk.open(paths.file, FileLayer::Mode::ReadOnly);
    if (!file) {
        return fail(file.error());
    }
    const auto index = FragmentIndex::read(**file);
    if (!index) {
        return fail(index.error());
    }
    if (auto status = disk.remove(paths.journal); !status) {
        return fail(status.error());
    }
    return describe(**file, paths.file, *index);
}

} // namespace

RecordingPaths RecordingPaths::of(const QString &folder, const QString &fileName)
{
    const QString file = folder + QLatin1Char('/') + fileName;
    return {folder, file, file + QLatin1String(".part"), file + QLatin1String(".journal")};
}

Result<RecordedFile> publishRecording(FileLayer &disk, const RecordingPaths &paths,
                                      const FragmentIndex *index)
{
    auto file = disk.open(paths.part, FileLayer::Mode::ReadWrite);
    if (!file) {
        return file.error().code == ErrorCode::NotFound ? describePublished(disk, paths)
                                                        : fail(file.error());
    }
    FragmentIndex recovered;
    if (index == nullptr) {
        auto read = recoverIndex(disk, **file, paths.journal);
        if (!read) {
            return fail(read.error());
        }
        recovered = std::move(*read);
        index = &recovered;
    }
    if (auto status = finaliseTail(**file, *index); !status) {
        return fail(status.error());
    }
    auto recorded = describe(**file, paths.part, *index);
    if (!recorded) {
        return recorded;
    }
    if (auto status = giveFinalName(disk, paths); !status) {
        return fail(status.error());
    }
    recorded->path = paths.file;
    return recorded;
}

} // namespace prosc
