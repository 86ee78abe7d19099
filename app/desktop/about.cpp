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

template <class V>
void describe(V &v, json::Ref<V, AboutView::Component> m)
{
    using namespace json;
    v("name", m.name, Visible{});
    v("licence", m.licence, Visible{200});
    v("homepage", m.homepage, Visible{200});
}

namespace {

struct Components
{
    std::vector<AboutView::Component> list;
};

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

AboutView aboutThisBuild()
{
    keepResources();
    AboutView about;
    about.version = QCoreApplication::applicationVersion();
    about.ffmpegLicence = ffmpegLicence();
    Components components;
    if (const auto read = json::read(resource("components.json"), components); !read) {
        qCWarning(logUi) << "components.json:" << read.error().detail;
    }
    about.components = std::move(components.list);
    auto versions = QJsonDocument::fromJson(resource("component_versions.json")).object();
    versions.insert(u"Qt"_s, QString::fromLatin1(qVersion()));
    versions.insert(u"FFmpeg"_s, ffmpegVersion());
    for (auto &component : about.components) {
        component.version = versions.value(component.name).toString();
    }
    return about;
}

} // namespace prosc
