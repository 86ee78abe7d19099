#pragma once

#include "app/stage/stage_layout.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <cmath>
#include <cstring>
#include <numeric>
#include <vector>

namespace prosc::testing {

/// A recorded file, reopened and decoded by the ffmpeg and ffprobe programs.
class VirtualFilm
{
public:
    VirtualFilm(QString path, QSize size) : m_path(std::move(path)), m_size(size) {}

    /// A field of a stream ("v" or "a"), from ffprobe.
    [[nodiscard]] double probe(const QString &stream, const QString &field) const
    {
        return run(QStringLiteral("ffprobe"),
                   {QStringLiteral("-v"), QStringLiteral("error"),
                    QStringLiteral("-select_streams"), stream, QStringLiteral("-count_packets"),
                    QStringLiteral("-show_entries"), QStringLiteral("stream=") + field,
                    QStringLiteral("-of"), QStringLiteral("csv=p=0"), m_path})
            .trimmed()
            .toDouble();
    }

    /// The luma of each frame from the whole second `from` on.
    [[nodiscard]] std::vector<QByteArray> pictures(int64_t from, int64_t seconds) const
    {
        const auto bytes =
            run(QStringLiteral("ffmpeg"),
                span(from, seconds) +
                    QStringList{QStringLiteral("-an"), QStringLiteral("-fps_mode"),
                                QStringLiteral("passthrough"), QStringLiteral("-f"),
                                QStringLiteral("rawvideo"), QStringLiteral("-pix_fmt"),
                                QStringLiteral("gray"), QStringLiteral("-")});
        std::vector<QByteArray> found;
        const auto each = m_size.width() * m_size.height();
        for (qsizetype at = 0; at + each <= bytes.size(); at += each) {
            found.push_back(bytes.mid(at, each));
        }
        return found;
    }

    /// The left channel from the whole second `from` on.
    [[nodiscard]] std::vector<float> sound(int64_t from, int64_t seconds) const
    {
        const auto bytes =
            run(QStringLiteral("ffmpeg"),
                span(from, seconds) + QStringList{QStringLiteral("-vn"), QStringLiteral("-af"),
                                                  QStringLiteral("pan=mono|c0=c0"),
                                                  QStringLiteral("-f"), QStringLiteral("f32le"),
                                                  QStringLiteral("-")});
        std::vector<float> samples(static_cast<size_t>(bytes.size()) / sizeof(float));
        std::memcpy(samples.data(), bytes.constData(), samples.size() * sizeof(float));
        return samples;
    }

    /// The mean luma in the middle of a tile.
    [[nodiscard]] double brightness(const QByteArray &picture, const QRect &tile) const
    {
        const QRect middle = tile.adjusted(tile.width() / 4, tile.height() / 4, -tile.width() / 4,
                                           -tile.height() / 4);
        double sum = 0;
        for (int y = middle.top(); y <= middle.bottom(); ++y) {
            for (int x = middle.left(); x <= middle.right(); ++x) {
                sum += static_cast<uint8_t>(picture[y * m_size.width() + x]);
            }
        }
        return sum / (middle.width() * middle.height());
    }

private:
    [[nodiscard]] QStringList span(int64_t from, int64_t seconds) const
    {
        return {QStringLiteral("-v"),     QStringLiteral("error"), QStringLiteral("-nostdin"),
                QStringLiteral("-ss"),    QString::number(from),   QStringLiteral("-t"),
                QString::number(seconds), QStringLiteral("-i"),    m_path};
    }

    [[nodiscard]] static QByteArray run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished(600'000);
        return process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
    }

    QString m_path;
    QSize m_size;
};

} // namespace prosc::testing
