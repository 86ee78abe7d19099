#pragma once

#include "ui/model/room_view.h"

#include <QAbstractListModel>

namespace prosc {

/// The people in the room as rows of a list: raised hands first, then hosts and moderators, those
/// on stage, and everybody else, each by name. GUI thread.
class PeopleList final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Roles {
        /// ParticipantId
        IdRole = Qt::UserRole,
        /// The second line: role, device, consent.
        DetailRole,
        /// bool
        HandRole,
        MicrophoneRole,
        CameraRole,
        /// The connection is lost, the place is kept.
        AwayRole
    };

    using QAbstractListModel::QAbstractListModel;

    /// Shows those whose name contains `filter`, whatever its case.
    void show(const RoomView &view, const QString &filter);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] ParticipantId at(const QModelIndex &index) const;
    /// Invalid if that person is not shown.
    [[nodiscard]] QModelIndex indexOf(const ParticipantId &person) const;

private:
    struct Row
    {
        Participant person;
        bool isSelf = false;
        /// Has not confirmed the recording that is going on.
        bool isNotConfirmed = false;

        friend bool operator==(const Row &, const Row &) = default;
    };

    [[nodiscard]] static QString nameOf(const Row &row);
    [[nodiscard]] static QString detailOf(const Row &row);
    [[nodiscard]] static QString spoken(const Row &row);

    std::vector<Row> m_rows;
};

} // namespace prosc
