#include "app/desktop/about.h"

#include "app/base/json_document.h"
#include "app/base/logging.h"
#include "app/media/ffmpeg/ffmpeg_build.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

/// Nothing in this static library would pull them into the program. The macro works only outside of
/// every namespace.
static void keepResources()
{
    Q_INIT_RESOURCE(components);
    Q_INIT_RESOURCE(components_table);
}

namespace prosc {

namespace {

struct Entry
{
    AboutView::Component component;
    bool serviceOnly = false;
};

struct Components
{
    std::vector<Entry> list;
};

template <class V>
void describe(V &v, json::Ref<V, Entry> m)
{
    using namespace json;
    v("name", m.component.name, Visible{});
    v("licence", m.component.licence, Visible{200});
    v("homepage", m.component.homepage, Visible{200});
    v("serviceOnly", m.serviceOnly);
}

template <class V>
void describe(V &v, json::Ref<V, Components> m)
{
    v("components", m.list, json::Count{1});
}

/// Not contentOf(): that reads files of the disk.
QByteArray resource(const char *name)
{
    QFile file(QLatin1String(":/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

AboutView aboutOf(BuildParts parts)
{
    keepResources();
    AboutView about;
    about.version = QCoreApplication::applicationVersion();
    about.ffmpegLicence = ffmpegLicence();
    Components components;
    if (const auto read = json::read(resource("components.json"), components); !read) {
        qCWarning(logUi) << "components.json:" << read.error().detail;
    }
    auto versions = QJsonDocument::fromJson(resource("component_versions.json")).object();
    versions.insert(u"Qt"_s, QString::fromLatin1(qVersion()));
    versions.insert(u"FFmpeg"_s, ffmpegVersion());
    for (auto &[component, serviceOnly] : components.list) {
        if (!serviceOnly || parts == BuildParts::All) {
            component.version = versions.value(component.name).toString();
            about.components.push_back(std::move(component));
        }
    }
    return about;
}

} // namespace prosc
