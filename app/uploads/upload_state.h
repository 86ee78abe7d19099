#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <chrono>
#include <cstdint>
#include <optional>

namespace prosc {

/// One upload of the queue.
///
///   Waiting ──Started──► Uploading ──AllSent──► Verifying ──► (confirmed: the entry goes)
///      ▲                   │     ▲ └─SendsAgain────┤   │
///      │                   │     └── FailedForGood ┴───┼──► Failed ──Retry──► Waiting
///      └──── Retry ──── BackingOff ◄──FailedForNow─────┘
///
/// TakenBack leads from Uploading and Verifying to Waiting.
/// A pair that is not drawn changes nothing.
enum class UploadState { Waiting, Uploading, Verifying, BackingOff, Failed };

enum class UploadEvent {
    /// It was handed to the uploader.
    Started,
    /// Every byte is sent; the server checks the file.
    AllSent,
    /// Not all of it arrived: there is something to send again.
    SendsAgain,
    /// It ended with an error that may heal by itself.
    FailedForNow,
    /// It ended with one that hardly will (needsPerson()).
    FailedForGood,
    /// The back-off is over, or somebody asked for it.
    Retry,
    /// It was taken from the uploader: paused, or another goes first.
    TakenBack,
};

[[nodiscard]] UploadState next(UploadState state, UploadEvent event);

/// True for errors that hardly heal by themselves, such as a local file that is gone: somebody has
/// to do something.
[[nodiscard]] bool needsPerson(ErrorCode code);

/// How long to wait after `failures` (1 or more) in a row: 1 s, 2 s, 4 s ... `longest`, of which
/// `random` (0 to 1) takes off up to half, so that many clients do not come back at the same
/// moment; never below 1 s.
[[nodiscard]] std::chrono::milliseconds
retryDelay(int failures, double random,
           std::chrono::milliseconds longest = std::chrono::minutes(5));

/// An upload as a view shows it.
struct UploadStatus
{
    RecordingId recording;
    QString name;
    /// Absolute path on this computer.
    QString file;
    UploadState state = UploadState::Waiting;
    int64_t sent = 0;
    int64_t total = 0;
    /// Why it waits or failed; nothing before the first failure and while it is uploaded.
    std::optional<Error> error;
    /// It is still recorded: `total` grows.
    bool live = false;
    /// Somebody has paused it.
    bool paused = false;
    /// It waits for the end of the meeting, by the setting.
    bool held = false;
    /// A recording that did not come to its end and could not be completed: there is nothing that
    /// could be sent.
    bool givenUp = false;
    /// UploadQueue::forget() is possible.
    bool canForget = true;

    friend bool operator==(const UploadStatus &, const UploadStatus &) = default;
};

} // namespace prosc
