#include "app/media/encode/encoder_choices.h"

#include "app/media/encode/encoder_probe.h"

namespace prosc {

EncoderChoices::EncoderChoices() : m_probe(std::make_unique<EncoderProbe>()) {}

EncoderChoices::~EncoderChoices() = default;

void EncoderChoices::warmUp()
{
    m_warmUp = std::jthread([probe = m_probe.get()](const std::stop_token &stop) {
        for (const auto &candidate : probe->candidates()) {
            if (stop.stop_requested() || probe->tested(candidate.name)) {
                return;
            }
        }
    });
}

std::vector<EncoderChoice> EncoderChoices::all()
{
    return probeEncoders(*m_probe);
}

} // namespace prosc
