#include "tests/structure/folder_graph.h"

namespace prosc {

namespace {

/// Depth-first search; folders already found to be free of cycles are not visited again.
class Walk
{
public:
    explicit Walk(const FolderGraph &graph) : m_graph(graph) {}

    QStringList enter(const QString &folder)
    {
        if (const auto begin = m_path.indexOf(folder); begin >= 0) {
            return m_path.mid(begin) << folder;
        }
        if (m_left.contains(folder)) {
            return {};
        }
        m_path << folder;
        auto below = m_graph.value(folder).values();
        below.sort();
        for (const auto &next : below) {
            if (const auto circle = enter(next); !circle.isEmpty()) {
                return circle;
            }
        }
        m_path.removeLast();
        m_left.insert(folder);
        return {};
    }

private:
    const FolderGraph &m_graph;
    QStringList m_path;
    QSet<QString> m_left;
};

} // namespace

QStringList circleIn(const FolderGraph &graph)
{
    Walk walk(graph);
    for (auto it = graph.cbegin(); it != graph.cend(); ++it) {
        if (const auto circle = walk.enter(it.key()); !circle.isEmpty()) {
            return circle;
        }
    }
    return {};
}

} // namespace prosc
