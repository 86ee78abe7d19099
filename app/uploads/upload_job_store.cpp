#include "app/uploads/upload_job_store.h"

#include "app/base/json_document.h"
#include "app/base/logging.h"
#include "app/disk/file_layer.h"
#include "app/disk/files.h"
#include "app/disk/private_file.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kJobFormat = 2;
/// Jobs of earlier versions: finished files, sent whole with their SHA-256.
constexpr int kWholeFiles = 1;
const QString kSuffix = u".json"_s;

bool canBeAFileName(const RecordingId &id)
{
    static const QRegularExpression safe(u"\\A[A-Za-z0-9_-]{1,64}\\z"_s);
    return safe.match(id.value).hasMatch();
}

/// The content of a job's file.
struct JobFile
{
    StoredUpload upload;
    int format = kJobFormat;
    QString failure = {};
    QString failureDetail = {};
};

template <class V>
void describe(V &v, json::Ref<V, JobFile> m)
{
    using namespace json;
    auto &job = m.upload.job;
    v("format", m.format, Range{kWholeFiles, kJobFormat});
    v("order", m.upload.order, Range{0, int64_t{1} << 52});
    v("recording", job.recording, Id::Required);
    v("file", job.file, Text{1});
    v("name", job.name, Text{});
    v(m.format == kWholeFiles ? "bytes" : "bodyBytes", job.bodyBytes, Range{-1, kBytes.max});
    v("checksum", job.checksum, Text{0, 64});
    v("endpoint", job.endpoint, Text{1, 8192});
    v("token", job.token, Text{0, 4096});
    v("certificate", job.certificate, Text{0, 64});
    v("location", job.location, Text{0, 8192});
    v("report", job.report, Text{});
    v("paused", m.upload.paused);
    v("failure", m.failure, Sparse{64});
    v("failureDetail", m.failureDetail, Sparse{});
}

JobFile fileOf(const StoredUpload &upload)
{
    JobFile file{upload};
    if (upload.failure) {
        file.failure = errorCodeName(upload.failure->code);
        file.failureDetail = upload.failure->detail;
    }
    return file;
}

Result<StoredUpload> readUpload(const QString &path)
{
    JobFile file;
    // Neither may be missing.
    file.format = 0;
    file.upload.order = -1;
    if (const auto read = json::read(contentOf(path), file); !read) {
        return fail(read.error());
    }
    if (!file.failure.isEmpty()) {
        file.upload.failure = Error{errorCodeFromName(file.failure), file.failureDetail};
    }
    return std::move(file.upload);
}

bool isComplete(const StoredUpload &upload)
{
    return upload.order >= 0 && canBeAFileName(upload.job.recording) &&
           !upload.job.file.isEmpty() && !upload.job.endpoint.isEmpty();
}

} // namespace

Result<UploadJobStore> UploadJobStore::open(const QString &folder)
{
    return makeFolders(folder).and_then([&] { return keepPrivate(folder); }).map([&] {
        return UploadJobStore(folder);
    });
}

std::vector<StoredUpload> UploadJobStore::load() const
{
    std::vector<StoredUpload> uploads;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QLatin1Char('*') + kSuffix}, QDir::Files)) {
        if (auto upload = readUpload(folder.filePath(name))) {
            uploads.push_back(*std::move(upload));
        } else {
            qCWarning(logLibrary) << "an upload's file cannot be read and is passed over:" << name
                                  << upload.error().detail;
        }
    }
    std::sort(uploads.begin(), uploads.end(), [](const StoredUpload &a, const StoredUpload &b) {
        return a.order != b.order ? a.order < b.order : a.job.recording < b.job.recording;
    });
    return uploads;
}

Status UploadJobStore::save(const StoredUpload &upload) const
{
    if (!isComplete(upload)) {
        return fail(ErrorCode::InvalidArgument, u"incomplete upload"_s);
    }
    // replaceFile() creates it with mode 0600: it holds a token.
    const auto path = QDir(m_folder).filePath(upload.job.recording.value + kSuffix);
    return replaceFile(path, json::write(fileOf(upload)));
}

Status UploadJobStore::remove(const RecordingId &recording) const
{
    return SystemFileLayer()
        .remove(QDir(m_folder).filePath(recording.value + kSuffix))
        .and_then([&] { return syncFolder(m_folder); });
}

} // namespace prosc
