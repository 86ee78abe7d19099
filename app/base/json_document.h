#pragma once

#include "app/base/json_reader.h"
#include "app/base/json_writer.h"
#include "app/base/result.h"

#include <QByteArray>
#include <QJsonDocument>

namespace prosc::json {

/// What describe() names of `value`.
template <class T>
[[nodiscard]] QJsonObject write(const T &value)
{
    Writer writer;
    describe(writer, value);
    return writer.take();
}

/// Reads a file into `value`, which holds what missing fields mean. FileDamaged; the detail names
/// the first field that is wrong, and the others have been read.
template <class T>
[[nodiscard]] Status read(const QJsonObject &object, T &value, Reading reading = Reading::Tolerant)
{
    Reader reader(object, reading);
    describe(reader, value);
    const auto problem = reader.problem();
    return problem.isEmpty() ? Status() : fail(ErrorCode::FileDamaged, problem);
}
template <class T>
[[nodiscard]] Status read(const QByteArray &text, T &value)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject()) {
        return fail(ErrorCode::FileDamaged,
                    QStringLiteral("not a JSON object: %1").arg(error.errorString()));
    }
    return read(document.object(), value);
}

} // namespace prosc::json
