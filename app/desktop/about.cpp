#include "app/desktop/about.h"

#include "app/base/json_document.h"
#include "app/base/logging.h"
#include "app/disk/files.h"
#include "app/media/ffmpeg/ffmpeg_build.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

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

} // namespace

AboutView aboutThisBuild()
{
    AboutView about;
    about.version = QCoreApplication::applicationVersion();
    about.ffmpegLicence = ffmpegLicence();
    Components components;
    if (const auto read = json::read(contentOf(u":/components.json"_s), components); !read) {
        qCWarning(logUi) << "components.json:" << read.error().detail;
    }
    about.components = std::move(components.list);
    auto versions = QJsonDocument::fromJson(contentOf(u":/component_versions.json"_s)).object();
    versions.insert(u"Qt"_s, QString::fromLatin1(qVersion()));
    versions.insert(u"FFmpeg"_s, ffmpegVersion());
    for (auto &component : about.components) {
        component.version = versions.value(component.name).toString();
    }
    return about;
}

} // namespace prosc
