#pragma once

#include "app/media/decode/stage_media.h"
#include "tests/media/tones.h"
#include "tests/stage/scenes.h"

#include <cstring>

namespace prosc::testing {

/// A picture of one grey.
inline Picture greyPicture(QSize size, int luma)
{
    const auto picture = allocatePicture(size);
    const int halfRows = (size.height() + 1) / 2;
    const auto fill = [&](size_t plane, int rows, int value) {
        std::memset(picture.planes[plane], value,
                    static_cast<size_t>(picture.buffer->strides[plane] * rows));
    };
    fill(0, size.height(), luma);
    fill(1, halfRows, 128);
    fill(2, halfRows, 128);
    picture.buffer->matrix = ColourMatrix::Bt709;
    return {picture.buffer, {}};
}

/// A participant whose camera and sound card run on one clock that is off by some ppm. Once per
/// `period` of that clock the video flashes and a beep sounds, both starting at the same moment and
/// lasting 0.1 s. Belongs to one thread.
class VirtualPerson
{
public:
    struct Options
    {
        ParticipantId participant;
        double ppm = 0;
        int fps = 30;
        /// From the start to the first flash, and from one flash to the next: whole seconds.
        std::chrono::seconds first{1};
        std::chrono::seconds period{10};
        /// From capture to arrival.
        std::chrono::milliseconds latency{60};
        QSize size{64, 36};
    };

    VirtualPerson(Options options, MediaTime start)
        : m_options(std::move(options)),
          m_start(start), m_camera{m_options.participant, TrackKind::Camera},
          m_microphone{m_options.participant, TrackKind::Microphone},
          m_dark(greyPicture(m_options.size, 40)), m_bright(greyPicture(m_options.size, 220)),
          m_silence(kBlock, 0.0F)
    {
    }

    /// Pushes what arrives until `moment`.
    void feed(StageMedia &media, MediaTime moment)
    {
        for (auto time = pictureTime(m_picture); time + m_options.latency <= moment;
             time = pictureTime(++m_picture)) {
            auto picture = isFlash(m_picture, m_options.fps) ? m_bright : m_dark;
            picture.time = time;
            media.picture(m_camera, std::move(picture));
        }
        for (auto time = soundTime(m_frame); time + m_options.latency <= moment;
             m_frame += kBlock, time = soundTime(m_frame)) {
            media.audio(m_microphone, {1, soundAt(m_frame), time});
        }
    }

    /// The time of flash and beep `number`, counted from the start.
    [[nodiscard]] MediaTime flash(int64_t number) const
    {
        return timeOf(static_cast<double>((m_options.first + number * m_options.period).count())) -
               m_start;
    }
    [[nodiscard]] const Options &options() const { return m_options; }

private:
    static constexpr int kBlock = 960;

    /// The true time when this person's clock shows `seconds` since the start.
    [[nodiscard]] MediaTime timeOf(double seconds) const
    {
        const auto whole = static_cast<int64_t>(seconds);
        const double rest = seconds - static_cast<double>(whole) + seconds * m_options.ppm * 1e-6;
        return m_start + std::chrono::seconds(whole) + MediaTime(std::llround(rest * 1e9));
    }
    [[nodiscard]] MediaTime pictureTime(int64_t number) const
    {
        return timeOf(static_cast<double>(number) / m_options.fps);
    }
    [[nodiscard]] MediaTime soundTime(int64_t frame) const
    {
        return timeOf(static_cast<double>(frame) / AudioBlock::kSampleRate);
    }
    /// Whether unit `number` of `each` per second is part of a flash.
    [[nodiscard]] bool isFlash(int64_t number, int64_t each) const
    {
        const auto first = m_options.first.count() * each;
        const auto since = (number - first) % (m_options.period.count() * each);
        return number >= first && since * 10 < each;
    }
    [[nodiscard]] std::vector<float> soundAt(int64_t frame) const
    {
        if (!isFlash(frame, AudioBlock::kSampleRate)) {
            return m_silence;
        }
        std::vector<float> beep(kBlock);
        for (size_t i = 0; i < beep.size(); ++i) {
            const auto at =
                static_cast<double>(frame % AudioBlock::kSampleRate) + static_cast<double>(i);
            beep[i] = 0.5F * static_cast<float>(std::sin(2 * std::numbers::pi * 1000 * at / 48000));
        }
        return beep;
    }

    const Options m_options;
    const MediaTime m_start;
    const TrackId m_camera;
    const TrackId m_microphone;
    const Picture m_dark;
    const Picture m_bright;
    const std::vector<float> m_silence;
    int64_t m_picture = 0;
    int64_t m_frame = 0;
};

/// All of them on stage, unmuted.
inline StageScene sceneOfPeople(const std::vector<VirtualPerson> &people)
{
    std::vector<ParticipantId> ids;
    for (const auto &person : people) {
        ids.push_back(person.options().participant);
    }
    return sceneOf(ids, true);
}

} // namespace prosc::testing
