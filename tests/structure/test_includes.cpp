#include "tests/structure/folder_graph.h"
#include "tests/structure/include_rules.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const QString kSource = QStringLiteral(PROSCENIUM_SOURCE_FOLDER);
const QString kBuild = QStringLiteral(PROSCENIUM_BUILD_FOLDER);

QString qtHeaders()
{
    return QLibraryInfo::path(QLibraryInfo::HeadersPath);
}

QStringList sourcesIn(const QString &folder)
{
    static const QStringList names = {u"*.h"_s, u"*.cpp"_s, u"*.mm"_s};
    QStringList files;
    const auto entries =
        QDir(kSource + QLatin1Char('/') + folder).entryInfoList(names, QDir::Files);
    for (const auto &entry : entries) {
        files << entry.filePath();
    }
    return files;
}

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
}

IncludeRule ruleOf(const char *folder)
{
    const auto rules = includeRules();
    const auto found = std::ranges::find(rules, QString::fromLatin1(folder), &IncludeRule::folder);
    return found == rules.end() ? IncludeRule{} : *found;
}

/// The archives of all folders with a rule, as proscenium_folder() of CMake names them.
QStringList archives()
{
    QStringList paths;
    for (const auto &rule : includeRules()) {
        auto name = rule.folder;
        if (name != QLatin1String("app")) {
            name.remove(QRegularExpression(u"^app/"_s));
            name.replace(QLatin1Char('/'), QLatin1Char('_'));
            paths << u"%1/%2/libprosc_%3.a"_s.arg(kBuild, rule.folder, name);
        }
    }
    return paths;
}

/// The folders that each folder actually includes.
FolderGraph includesBetweenFolders()
{
    static const QRegularExpression pattern(u"^\\s*#\\s*include \"((?:app|ui)/[^\"]+)/[^/\"]+\""_s);
    FolderGraph graph;
    for (const auto &rule : includeRules()) {
        auto &below = graph[rule.folder];
        for (const auto &file : sourcesIn(rule.folder)) {
            for (const auto &line : linesOf(file)) {
                const auto match = pattern.match(line);
                if (match.hasMatch() && match.captured(1) != rule.folder) {
                    below.insert(match.captured(1));
                }
            }
        }
    }
    return graph;
}

/// The strong symbols of namespace prosc in the output of nm.
QStringList ownSymbols(const QString &nm)
{
    static const QRegularExpression pattern(u"^[0-9a-f]+ [TDBR] (_Z\\w*5prosc\\w*)$"_s,
                                            QRegularExpression::MultilineOption);
    QStringList symbols;
    for (auto match = pattern.globalMatch(nm); match.hasNext();) {
        symbols << match.next().captured(1);
    }
    symbols.removeDuplicates();
    return symbols;
}

/// The types defined at the top level of a file, qualified with their namespace inside prosc;
/// without those in unnamed namespaces.
QStringList typesIn(const QStringList &lines)
{
    static const QRegularExpression pattern(
        u"^(?:class|struct|enum class|enum) (?:\\[\\[\\w+\\]\\] )?(\\w+)(?: "
        "final)?(?: *:[^:;].*)?(?: *\\{.*)?$"_s);
    static const QRegularExpression opening(u"^namespace (\\w*) ?\\{"_s);
    QStringList types;
    QStringList spaces;
    for (const auto &line : lines) {
        if (const auto space = opening.match(line); space.hasMatch()) {
            spaces << space.captured(1);
        } else if (line.startsWith(QLatin1String("} // namespace")) && !spaces.isEmpty()) {
            spaces.removeLast();
        } else if (const auto match = pattern.match(line);
                   match.hasMatch() && !spaces.contains(QString())) {
            types << (spaces.mid(1) << match.captured(1)).join(u"::"_s);
        }
    }
    return types;
}

/// Entries that occur in more than one of the lists, with the names of those lists.
QStringList clashes(const std::vector<std::pair<QString, QStringList>> &lists)
{
    QHash<QString, QString> first;
    QStringList found;
    for (const auto &[name, items] : lists) {
        for (const auto &item : items) {
            if (first.contains(item) && first.value(item) != name) {
                found << u"%1 in %2 and %3"_s.arg(item, first.value(item), name);
            } else {
                first.insert(item, name);
            }
        }
    }
    return found;
}

} // namespace

class TestIncludes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFolder_hasARule()
    {
        QStringList folders = {u"app"_s, u"ui"_s};
        for (const auto &top : {u"app"_s, u"ui"_s}) {
            QDirIterator it(kSource + QLatin1Char('/') + top, QDir::Dirs | QDir::NoDotAndDotDot,
                            QDirIterator::Subdirectories);
            while (it.hasNext()) {
                folders << QDir(kSource).relativeFilePath(it.next());
            }
        }
        for (const auto &folder : folders) {
            if (!sourcesIn(folder).isEmpty()) {
                QVERIFY2(!ruleOf(qPrintable(folder)).folder.isEmpty(), qPrintable(folder));
            }
        }
    }

    void everyInclude_isAllowedInItsFolder_data()
    {
        QTest::addColumn<QString>("folder");
        for (const auto &rule : includeRules()) {
            QTest::newRow(qPrintable(rule.folder)) << rule.folder;
        }
    }

    void everyInclude_isAllowedInItsFolder()
    {
        QFETCH(QString, folder);
        const auto rule = ruleOf(qPrintable(folder));
        const auto files = sourcesIn(folder);
        QVERIFY2(!files.isEmpty(), "a rule for a folder without sources");
        QStringList problems;
        for (const auto &file : files) {
            for (const auto &line : linesOf(file)) {
                if (const auto problem = includeProblem(rule, line, qtHeaders());
                    !problem.isEmpty()) {
                    problems << u"%1: %2"_s.arg(QDir(kSource).relativeFilePath(file), problem);
                }
            }
        }
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

    void wrongInclude_isFound_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *folder, const char *line, bool allowed) {
            QTest::newRow(qPrintable(u"%1: %2"_s.arg(QLatin1String(folder), QLatin1String(line))))
                << QString::fromLatin1(folder) << QString::fromLatin1(line) << allowed;
        };
        row("app/base", "#include \"app/room/protocol/values.h\"", false);
        row("app/base", "#include <QTimer>", true);
        row("app/base", "#include <QImage>", false);
        row("app/base", "#include <QtGui/QImage>", false);
        row("app/base", "#include <qimage.h>", false);
        row("app/base", "#include <vector>", true);
        row("app/base", "#include <coroutine>", true);
        row("app/base", "#include <sys/stat.h>", true);
        row("app/base", "#include <unistd.h>", true);
        row("app/base", "#include <tl/expected.hpp>", true);
        row("app/base", "#include <tl/optional.hpp>", false);
        row("app/base", "// #include <QImage>", true);
        row("app/base", "#include <unknown.h>", false);
        row("app/base", "#include <unknown/library.h>", false);
        row("app/base", "#include <zimg.h>", false);
        row("app/base", "#include <ebur128.h>", false);
        row("app/room/protocol", "#include <QWidget>", false);
        row("app/room/protocol", "#include <QWebSocket>", false);
        row("app/room/protocol", "#include <QNoSuchThing>", false);
        row("app/room/protocol", "#include \"values.h\"", false);
        row("app/room/protocol", "#include \"test.moc\"", true);
        row("app/room/session", "#include \"app/room/rules/room_authority.h\"", false);
        row("app/recording", "#include \"app/room/protocol/values.h\"", true);
        row("app/recording", "#include \"app/room/protocol/messages.h\"", false);
        row("app/media/mux", "  #  include <libavcodec/avcodec.h>", true);
        row("app/media/record", "#include <libavcodec/avcodec.h>", false);
        row("app/media/picture", "#include <zimg.h>", true);
        row("app/media/compose", "#include <zimg.h>", false);
        row("app/media/compose", "#include \"app/media/decode/stage_media.h\"", false);
        row("app/media/mux", "#include \"app/media/record/recording_run.h\"", false);
        row("app/media/decode", "#include <gst/gst.h>", false);
        row("app/media/decode", "#include \"app/transport/peer/sdp_text.h\"", false);
        row("app/transport/receive", "#include <libyuv.h>", false);
        row("app/transport/receive", "#include <opus/opus.h>", false);
        row("app/transport/send", "#include \"app/transport/receive/track_state.h\"", false);
        row("app/net", "#include <openssl/evp.h>", false);
        row("app/net", "#include \"app/server/rooms/sfu.h\"", false);
        row("app/net", "#include <boost/asio.hpp>", false);
        row("app/net", "#include <jwt.h>", false);
        row("app/server/security", "#include <jwt.h>", true);
        row("app/server/index", "#include <QSqlQuery>", true);
        row("app/server/rooms", "#include <QSqlQuery>", false);
        row("app/server/rooms", "#include <QDBusConnection>", false);
        row("app/server/rooms", "#include <QNetworkReply>", false);
        row("app/server/rooms", "#include \"app/room/session/room_session.h\"", false);
        row("app/server/storage", "#include \"app/server/index/library_store.h\"", false);
        row("app/composition", "#include \"app/devices/camera_source.h\"", false);
        row("app/composition", "#include \"ui/room/room_window.h\"", false);
        row("app/commands", "#include \"app/media/compose/compositor.h\"", false);
        row("ui/room", "#include \"app/net/upload/tus_uploader.h\"", false);
        row("ui/player", "#include <QMediaPlayer>", true);
        row("ui/room", "#include <QMediaPlayer>", false);
        row("ui/player", "#include <QNetworkReply>", false);
        row("ui/text", "#include <QLabel>", false);
        row("ui/text", "#include \"app/room/protocol/values.h\"", false);
    }

    void wrongInclude_isFound()
    {
        QFETCH(QString, folder);
        QFETCH(QString, line);
        QFETCH(bool, allowed);
        const auto rule = ruleOf(qPrintable(folder));
        QCOMPARE(rule.folder, folder);
        const auto problem = includeProblem(rule, line, qtHeaders());
        QVERIFY2(problem.isEmpty() == allowed, qPrintable(problem));
    }

    /// The folders' dependencies must be acyclic.
    void folders_standOnOneAnother_withoutCircles()
    {
        const auto graph = includesBetweenFolders();
        QVERIFY(graph.size() > 40);
        QVERIFY(graph.value(u"app/media/record"_s).contains(u"app/media/mux"_s));
        const auto circle = circleIn(graph);
        QVERIFY2(circle.isEmpty(), qPrintable(circle.join(u" -> "_s)));
    }

    void rules_haveNoCircles()
    {
        FolderGraph allowed;
        for (const auto &rule : includeRules()) {
            for (const auto &own : rule.own) {
                allowed[rule.folder].insert(
                    own.endsWith(QLatin1String(".h")) ? own.section(QLatin1Char('/'), 0, -2) : own);
            }
        }
        const auto circle = circleIn(allowed);
        QVERIFY2(circle.isEmpty(), qPrintable(circle.join(u" -> "_s)));
    }

    void circle_isFound()
    {
        const auto a = u"a"_s;
        const auto b = u"b"_s;
        const auto c = u"c"_s;
        QVERIFY(circleIn({{a, {b, c}}, {b, {c}}, {c, {}}}).isEmpty());
        QCOMPARE(circleIn({{a, {b}}, {b, {c}}, {c, {b}}}), (QStringList{b, c, b}));
        QCOMPARE(circleIn({{a, {a}}}), (QStringList{a, a}));
    }

    void folders_defineNoSymbolTwice()
    {
        const auto nm = QStandardPaths::findExecutable(u"nm"_s);
        if (nm.isEmpty()) {
            QSKIP("nm is not installed");
        }
        std::vector<std::pair<QString, QStringList>> symbols;
        for (const auto &archive : archives()) {
            QVERIFY2(QFile::exists(archive), qPrintable(archive + u": build everything first"_s));
            QProcess process;
            process.setStandardErrorFile(QProcess::nullDevice());
            process.start(nm, {u"--extern-only"_s, u"--defined-only"_s, archive});
            QVERIFY(process.waitForFinished(30'000));
            const auto own = ownSymbols(QString::fromLatin1(process.readAllStandardOutput()));
            QVERIFY2(!own.isEmpty(), qPrintable(archive));
            symbols.emplace_back(QFileInfo(archive).fileName(), own);
        }
        const auto twice = clashes(symbols);
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(QLatin1Char('\n'))));
    }

    /// Two types with the same name share their inline functions and templates: the linker picks
    /// either.
    void folders_defineNoTypeTwice()
    {
        std::vector<std::pair<QString, QStringList>> types;
        size_t count = 0;
        for (const auto &rule : includeRules()) {
            QStringList own;
            for (const auto &file : sourcesIn(rule.folder)) {
                own << typesIn(linesOf(file));
            }
            count += static_cast<size_t>(own.size());
            types.emplace_back(rule.folder, own);
        }
        QVERIFY(count > 100);
        const auto twice = clashes(types);
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(QLatin1Char('\n'))));
    }

    void clash_isFound()
    {
        const auto first = ownSymbols(u"0000000000000010 T _ZN5prosc3runEv\n"
                                      "0000000000000020 W _ZN5prosc4weakEv\n"
                                      "0000000000000030 T main\n"_s);
        const auto second = ownSymbols(u"0000000000000000 T _ZN5prosc3runEv\n"
                                       "0000000000000020 T _ZN5prosc4weakEv\n"_s);
        QCOMPARE(clashes({{u"a"_s, first}, {u"b"_s, second}}),
                 QStringList{u"_ZN5prosc3runEv in a and b"_s});
        const auto types =
            typesIn(u"namespace prosc {\nstruct Forward;\nstruct Chunk\n{\n};\nnamespace {\n"
                    "struct Hidden {\n};\n} // namespace\nnamespace msg {\nstruct Join {};\n"
                    "} // namespace msg\nclass Engine final : public QObject\n"
                    "enum class Kind { A, B };\n} // namespace prosc\n"_s.split(QLatin1Char('\n')));
        QCOMPARE(types, (QStringList{u"Chunk"_s, u"msg::Join"_s, u"Engine"_s, u"Kind"_s}));
    }
};

QTEST_GUILESS_MAIN(TestIncludes)
#include "test_includes.moc"
