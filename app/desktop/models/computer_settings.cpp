#include "app/desktop/models/computer_settings.h"

#include "app/base/json_document.h"
#include "app/base/logging.h"
#include "app/disk/files.h"

#include <algorithm>
#include <limits>

namespace prosc {

namespace {

constexpr int kLeastBudget = 10;
constexpr int kMostBudget = 100;

} // namespace

template <>
struct EnumNames<LocalCopy>
{
    static constexpr std::array table = {std::pair{LocalCopy::RemoveAfterAWeek, "week"},
                                         std::pair{LocalCopy::RemoveAtOnce, "remove"},
                                         std::pair{LocalCopy::Keep, "keep"}};
};

template <class V>
void describe(V &v, json::Ref<V, ComputerSettings::Values> m)
{
    using namespace json;
    v("encoder", m.encoding.encoder, Text{0, 64});
    v("preset", m.encoding.preset, Text{0, 64});
    v("cpuBudget", m.encoding.cpuBudget, Range{std::numeric_limits<int>::min()});
    v("uploadLimit", m.uploads.bitRateLimit, Range{0, int64_t{1} << 50});
    v("uploadAfterMeeting", m.uploads.onlyAfterMeeting);
    v("localCopy", m.uploads.localCopy);
}

ComputerSettings::ComputerSettings(QString file) : m_file(std::move(file))
{
    const QByteArray content = contentOf(m_file);
    const auto document = QJsonDocument::fromJson(content);
    m_isReadable = content.isEmpty() || document.isObject();
    m_stored = document.object();
    if (m_stored.contains(QLatin1String("localCopy"))) {
        // What an unknown value means, so that nothing is deleted by mistake.
        m_values.uploads.localCopy = LocalCopy::Keep;
    }
    if (const auto read = json::read(m_stored, m_values); !read) {
        qCWarning(logUi) << "a setting was not read:" << read.error().detail;
    }
    auto &budget = m_values.encoding.cpuBudget;
    budget = std::clamp(budget, kLeastBudget, kMostBudget);
}

void ComputerSettings::setEncoding(const EncodingSettings &encoding)
{
    m_values.encoding = encoding;
    save();
}

void ComputerSettings::setUploads(const UploadSettings &uploads)
{
    m_values.uploads = uploads;
    save();
}

void ComputerSettings::save()
{
    auto object = m_stored;
    const auto ours = json::write(m_values);
    for (auto it = ours.begin(); it != ours.end(); ++it) {
        object.insert(it.key(), it.value());
    }
    if (!m_isReadable) {
        if (const auto kept = setAside(m_file); !kept) {
            qCWarning(logUi) << "cannot keep the old settings:" << kept.error().detail;
            return;
        }
        m_isReadable = true;
    }
    const auto saved = replaceFile(m_file, object);
    if (!saved) {
        qCWarning(logUi) << "cannot save the settings:" << saved.error().detail;
    }
}

} // namespace prosc
