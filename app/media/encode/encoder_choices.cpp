#include "app/media/encode/encoder_choices.h"

#include "app/media/encode/encoder_probe.h"

namespace prosc {

EncoderChoices::EncoderChoices() : m_probe(std::make_unique<EncoderProbe>()) {}

EncoderChoices::~EncoderChoices()
{
    m_stopping = true;
    if (m_warmUp.joinable()) {
        m_warmUp.join();
    }
}

void EncoderChoices::warmUp()
{
    m_warmUp = std::thread([this] {
        for (const auto &candidate : m_probe->candidates()) {
            if (m_stopping || m_probe->tested(candidate.name)) {
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
