#include "app/uploads/upload_job_store.h"

#include "app/base/logging.h"
#include "app/disk/files.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
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
    static const QRegularExpression safe(u"\\A[A-Za-z0-9_-]{1,128}\\z"_s);
    return safe.match(id.value).hasMatch();
}

QJsonObject toJson(const StoredUpload &upload)
{
    const UploadJob &job = upload.job;
    QJsonObject json{
        {u"format"_s, kJobFormat},
        {u"order"_s, static_cast<qint64>(upload.order)},
        {u"recording"_s, job.recording.value},
        {u"file"_s, job.file},
        {u"name"_s, job.name},
        {u"bodyBytes"_s, static_cast<qint64>(job.bodyBytes)},
        {u"checksum"_s, job.checksum},
        {u"endpoint"_s, job.endpoint.toString(QUrl::FullyEncoded)},
        {u"token"_s, job.token},
        {u"certificate"_s, job.certificate},
        {u"location"_s, job.location.toString(QUrl::FullyEncoded)},
        {u"report"_s, job.report},
        {u"paused"_s, upload.paused},
    };
    if (upload.failure) {
        json[u"failure"_s] = errorCodeName(upload.failure->code);
        json[u"failureDetail"_s] = upload.failure->detail;
    }
    return json;
}

StoredUpload fromJson(const QJsonObject &json)
{
    const auto text = [&json](const char *key) { return json[QLatin1String(key)].toString(); };
    const auto number = [&json](const char *key) { return json[QLatin1String(key)].toInteger(-1); };
    StoredUpload upload;
    upload.order = number("order");
    upload.job.recording = RecordingId{text("recording")};
    upload.job.file = text("file");
    upload.job.name = text("name");
    const bool isWholeFile = json[QLatin1String("format")].toInt() == kWholeFiles;
    upload.job.bodyBytes = number(isWholeFile ? "bytes" : "bodyBytes");
    upload.job.checksum = text("checksum");
    upload.paused = json[QLatin1String("paused")].toBool();
    upload.job.endpoint = QUrl(text("endpoint"), QUrl::StrictMode);
    upload.job.token = text("token");
    upload.job.certificate = text("certificate");
    upload.job.location = QUrl(text("location"), QUrl::StrictMode);
    upload.job.report = text("report");
    if (json.contains(QLatin1String("failure"))) {
        upload.failure = Error{errorCodeFromName(text("failure")), text("failureDetail")};
    }
    return upload;
}

bool isComplete(const StoredUpload &upload)
{
    return upload.order >= 0 && canBeAFileName(upload.job.recording) &&
           !upload.job.file.isEmpty() && !upload.job.endpoint.isEmpty();
}

std::optional<StoredUpload> readUpload(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const int format = json[QLatin1String("format")].toInt();
    if (format != kJobFormat && format != kWholeFiles) {
        return std::nullopt;
    }
    StoredUpload upload = fromJson(json);
    return isComplete(upload) ? std::optional(std::move(upload)) : std::nullopt;
}

} // namespace

Result<UploadJobStore> UploadJobStore::open(const QString &folder)
{
    if (!QDir().mkpath(folder)) {
        return fail(ErrorCode::DiskError, u"cannot make the folder of the uploads"_s);
    }
    if (!QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                           QFileDevice::ExeOwner)) {
        return fail(ErrorCode::PermissionDenied, u"the folder of the uploads"_s);
    }
    return UploadJobStore(folder);
}

std::vector<StoredUpload> UploadJobStore::load() const
{
    std::vector<StoredUpload> uploads;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({QLatin1Char('*') + kSuffix}, QDir::Files)) {
        if (auto upload = readUpload(folder.filePath(name))) {
            uploads.push_back(*std::move(upload));
        } else {
            qCWarning(logLibrary) << "an upload's file cannot be read and is passed over:" << name;
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
    return replaceFile(path, toJson(upload));
}

Status UploadJobStore::remove(const RecordingId &recording) const
{
    QFile file(QDir(m_folder).filePath(recording.value + kSuffix));
    if (file.exists() && !file.remove()) {
        return fail(ErrorCode::DiskError, file.errorString());
    }
    return syncFolder(m_folder);
}

} // namespace prosc
