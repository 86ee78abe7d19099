#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
#include <opus.h>
}

#include <memory>

namespace prosc {

// Two kinds of deleters: the C function takes the pointer itself, or the address of the pointer. A
// single generic one would hand `&p` to a function that wants `p`.

/// Frees by value: release(p).
template <auto release>
struct FreeByValue
{
    template <class T>
    void operator()(T *handle) const noexcept
    {
        release(handle);
    }
};

/// Frees by address: release(&p).
template <auto release>
struct FreeByAddress
{
    template <class T>
    void operator()(T *handle) const noexcept
    {
        release(&handle);
    }
};

using AvCodecContext = std::unique_ptr<AVCodecContext, FreeByAddress<avcodec_free_context>>;
using AvFrame = std::unique_ptr<AVFrame, FreeByAddress<av_frame_free>>;
using AvBuffer = std::unique_ptr<AVBufferRef, FreeByAddress<av_buffer_unref>>;
using AvPacket = std::unique_ptr<AVPacket, FreeByAddress<av_packet_free>>;
/// A demuxer that avformat_open_input() opened.
using AvInput = std::unique_ptr<AVFormatContext, FreeByAddress<avformat_close_input>>;
/// A muxer made by avformat_alloc_output_context2(); whoever made its AVIO context frees that.
using AvOutput = std::unique_ptr<AVFormatContext, FreeByValue<avformat_free_context>>;
/// An AVIOContext with its buffer, which libav may have replaced since it was made.
struct AvIoFree
{
    void operator()(AVIOContext *io) const noexcept
    {
        av_freep(&io->buffer);
        avio_context_free(&io);
    }
};
using AvIo = std::unique_ptr<AVIOContext, AvIoFree>;
using SwrHandle = std::unique_ptr<SwrContext, FreeByAddress<swr_free>>;
using OpusDecoderHandle = std::unique_ptr<::OpusDecoder, FreeByValue<opus_decoder_destroy>>;
using OpusEncoderHandle = std::unique_ptr<::OpusEncoder, FreeByValue<opus_encoder_destroy>>;

/// Owns an AVDictionary while options are passed; anything left in it afterwards was not
/// recognised.
class AvOptions
{
public:
    AvOptions() = default;
    ~AvOptions() { av_dict_free(&m_dictionary); }
    AvOptions(const AvOptions &) = delete;
    AvOptions &operator=(const AvOptions &) = delete;

    [[nodiscard]] bool set(const char *key, const char *value)
    {
        return av_dict_set(&m_dictionary, key, value, 0) >= 0;
    }
    /// "key=value key=value"
    [[nodiscard]] bool parse(const char *options)
    {
        return av_dict_parse_string(&m_dictionary, options, "=", " ", 0) >= 0;
    }
    [[nodiscard]] AVDictionary **address() { return &m_dictionary; }
    [[nodiscard]] bool allUsed() const { return av_dict_count(m_dictionary) == 0; }

private:
    AVDictionary *m_dictionary = nullptr;
};

} // namespace prosc
