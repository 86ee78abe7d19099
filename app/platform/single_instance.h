#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QLocalServer>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

class QLocalSocket;
class QLockFile;

namespace prosc {

/// The one running program of this user and data folder: a lock, and a local socket that only this
/// user can open, both in the user's runtime folder. A later start hands its request over. Lives on
/// the thread with the event loop.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    /// Neither a request nor an answer may be longer.
    static constexpr qint64 kMaxBytes = 32 * 1024;

    /// What a request was answered with.
    enum class Answer { Done, Refused };

    /// The first program of `dataFolder`, or what the one that runs already answered to `request`.
    struct Claim
    {
        std::unique_ptr<SingleInstance> first;
        Answer answer = Answer::Done;
    };
    /// Waits up to `patience` for a program that is about to end, or that does not answer: Timeout.
    /// Without a runtime folder every start is the first.
    [[nodiscard]] static Result<Claim> claim(const QString &dataFolder, const QByteArray &request,
                                             std::chrono::milliseconds patience);
    ~SingleInstance() override;

    /// Answers the requests of later starts. Until then they wait.
    void serve(std::function<Answer(const QByteArray &)> answer);
    /// The program is about to end: a later start waits for that, and is then the first.
    void retire();

private:
    SingleInstance(std::unique_ptr<QLockFile> lock, const QString &socket);
    void accept();
    void read(QLocalSocket &socket);

    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
    std::function<Answer(const QByteArray &)> m_answer;
    int m_open = 0;
};

} // namespace prosc
