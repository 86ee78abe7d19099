// Writes the generated tables of the protocol: update_protocol SOURCE_FOLDER
#include "tests/room/protocol_tables.h"

#include <QFile>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

bool write(const QString &path, const QString &text)
{
    QFile file(path);
    const auto bytes = text.toUtf8();
    return !text.isEmpty() && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

int main(int argc, char **argv)
{
    const QString source = argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s;
    const QString document = source + u"/app/room/protocol/protocol.md"_s;
    if (!write(source + u"/resources/web/room/protocol_fields.js"_s, protocolFieldsJs()) ||
        !write(document, withProtocolFields(read(document)))) {
        QTextStream(stderr) << "update_protocol: cannot write the tables in " << source << "\n";
        return 1;
    }
    return 0;
}
