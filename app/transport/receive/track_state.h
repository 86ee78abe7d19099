#pragma once

namespace prosc {

/// The life of one connection that receives one track:
///
///   Attaching --OfferReceived--> Offered --DescriptionSet--> Answering --AnswerSent--> Connecting
///   Connecting --Frame--> Live --Quiet--> Stalled --Frame--> Live
///
/// and from every state --Failed or Stopped--> Dead, which is the end: it is never negotiated
/// again. Stalled means that frames are overdue and a key frame was asked for.
enum class TrackState { Attaching, Offered, Answering, Connecting, Live, Stalled, Dead };
enum class TrackEvent { OfferReceived, DescriptionSet, AnswerSent, Frame, Quiet, Failed, Stopped };

/// Pure. An event that does not fit the state leaves it unchanged.
[[nodiscard]] TrackState next(TrackState state, TrackEvent event);

} // namespace prosc
