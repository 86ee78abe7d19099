#include "app/desktop/models/encoder_list.h"

namespace prosc {

EncoderList::EncoderList(Probe probe, QObject *parent) : QObject(parent), m_probe(std::move(probe))
{
}

EncoderList::~EncoderList()
{
    if (m_thread) {
        m_thread->wait();
    }
}

const std::vector<EncoderChoice> &EncoderList::choices()
{
    if (!m_thread) {
        m_thread.reset(QThread::create([this] {
            QMetaObject::invokeMethod(this, [this, found = m_probe()] {
                m_choices = found;
                Q_EMIT changed();
            });
        }));
        m_thread->start(QThread::LowPriority);
    }
    return m_choices;
}

} // namespace prosc
