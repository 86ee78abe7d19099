#pragma once

#include <QString>

namespace prosc {

// The protocol's fields as tables, made from the describe() functions of app/room/protocol, so that
// the program, the page and the document cannot differ.

/// The contents of resources/web/room/protocol_fields.js.
[[nodiscard]] QString protocolFieldsJs();

/// protocol.md with its section "Fields" replaced by what describe() says; empty when the section
/// is missing.
[[nodiscard]] QString withProtocolFields(const QString &document);

} // namespace prosc
