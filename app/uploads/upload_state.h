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
    /// It was given to an uploader.
    Started,
    /// Every byte is sent; the server verifies the file.
    AllSent,
    /// Not all bytes arrived: some are sent again.
    SendsAgain,
    /// It ended with a transient error.
    FailedForNow,
    /// It ended with an error that hardly resolves without help (needsPerson()).
    FailedForGood,
    /// The back-off has elapsed, or the user asked for a retry.
    Retry,
    /// It was taken back from the uploader: paused, or another one goes first.
    TakenBack,
};

[[nodiscard]] UploadState next(UploadState state, UploadEvent event);

/// True for errors that hardly resolve without help, such as a missing local file: somebody has to
/// do something.
[[nodiscard]] bool needsPerson(ErrorCode code);

/// Delay after `failures` (1 or more) failures in a row: 1 s, 2 s, 4 s ... `longest`, reduced by up
/// to half by `random` (0 to 1), so that many clients do not retry at the same moment; never below
/// 1 s.
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
    /// Why it backs off or failed; nullopt before the first failure and while it is uploading.
    std::optional<Error> error;
    /// It is still being recorded: `total` grows.
    bool live = false;
    /// The user has paused it.
    bool paused = false;
    /// It waits for the end of the meeting, as set by the user.
    bool held = false;
    /// An interrupted recording that could not be recovered: there is nothing to send.
    bool givenUp = false;
    /// UploadQueue::forget() is possible.
    bool canForget = true;

    friend bool operator==(const UploadStatus &, const UploadStatus &) = default;
};

} // namespace prosc
