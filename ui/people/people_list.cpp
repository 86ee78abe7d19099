#include "ui/people/people_list.h"

#include "ui/widgets/widgets.h"

#include <QLocale>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace prosc {

void PeopleList::show(const RoomView &view, const QString &filter)
{
    const bool isRecorded = view.room.recording.phase != RecordingPhase::Idle;
    std::vector<Row> rows;
    for (const auto &person : view.room.participants) {
        if (filter.isEmpty() || person.name.contains(filter, Qt::CaseInsensitive)) {
            rows.push_back(
                {person, person.id == view.self, isRecorded && person.consent == Consent::Asked});
        }
    }
    const auto place = [](const Row &row) {
        return std::tuple(!row.person.handRaised, row.person.role, !row.person.onStage);
    };
    std::ranges::stable_sort(rows, [&place](const Row &a, const Row &b) {
        const auto first = place(a);
        const auto second = place(b);
        return first != second ? first < second
                               : QString::localeAwareCompare(a.person.name, b.person.name) < 0;
    });
    if (rows == m_rows) {
        return;
    }
    const bool isSamePeople = std::ranges::equal(
        rows, m_rows, {}, [](const Row &row) { return row.person.id; },
        [](const Row &row) { return row.person.id; });
    if (isSamePeople) {
        // Keeps the selection and the place in the list.
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PeopleList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

ParticipantId PeopleList::at(const QModelIndex &index) const
{
    return index.isValid() ? m_rows.at(static_cast<size_t>(index.row())).person.id
                           : ParticipantId();
}

QModelIndex PeopleList::indexOf(const ParticipantId &person) const
{
    const auto found =
        std::ranges::find_if(m_rows, [&](const Row &row) { return row.person.id == person; });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

QVariant PeopleList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = m_rows.at(static_cast<size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(row);
    case Qt::AccessibleTextRole:
        return spoken(row);
    case IdRole:
        return row.person.id.value;
    case DetailRole:
        return detailOf(row);
    case HandRole:
        return row.person.handRaised;
    case MicrophoneRole:
        return row.person.microphone;
    case CameraRole:
        return row.person.camera;
    case AwayRole:
        return !row.person.present;
    default:
        return {};
    }
}

QString PeopleList::nameOf(const Row &row)
{
    //: In the list of participants: one's own row. %1 is one's own name
    return row.isSelf ? tr("%1 (you)").arg(row.person.name) : row.person.name;
}

QString PeopleList::detailOf(const Row &row)
{
    QStringList parts;
    if (row.person.client == ClientKind::Recorder) {
        //: In the list of participants: a program that records, without a person
        parts.append(tr("Recorder"));
    } else if (row.person.role == Role::Host) {
        //: In the list of participants: the role
        parts.append(tr("Host"));
    } else if (row.person.role == Role::Moderator) {
        //: In the list of participants: the role
        parts.append(tr("Moderator"));
    }
    if (row.person.formFactor == FormFactor::Phone) {
        //: In the list of participants: the device
        parts.append(tr("Phone"));
    } else if (row.person.formFactor == FormFactor::Tablet) {
        //: In the list of participants: the device
        parts.append(tr("Tablet"));
    }
    if (!row.person.present) {
        //: In the list of participants: this person's connection is lost
        parts.append(tr("Reconnecting…"));
    } else if (row.person.onStage) {
        //: In the list of participants
        parts.append(tr("On stage"));
    }
    if (row.isNotConfirmed) {
        //: In the list of participants: has not confirmed that the session is recorded
        parts.append(tr("Not confirmed"));
    }
    return parts.join(u" · "_s);
}

QString PeopleList::spoken(const Row &row)
{
    QStringList parts{nameOf(row)};
    const QString detail = detailOf(row);
    if (!detail.isEmpty()) {
        parts.append(detail);
    }
    if (row.person.handRaised) {
        //: For a screen reader, in the list of participants
        parts.append(tr("Hand raised"));
    }
    //: For a screen reader, in the list of participants
    parts.append(row.person.microphone ? tr("Microphone on") : tr("Microphone off"));
    //: For a screen reader, in the list of participants
    parts.append(row.person.camera ? tr("Camera on") : tr("Camera off"));
    return parts.join(u", "_s);
}

} // namespace prosc
