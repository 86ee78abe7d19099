#pragma once

#include "app/server/http/http_connection.h"

namespace prosc {

template <class Work, class Then>
void HttpConnection::onDisk(Work work, Then then)
{
    if (m_context->stopping) {
        return;
    }
    // `self` travels with the handlers, so that the last reference is never released on the pool.
    auto onStrand = [self = shared_from_this(), work = std::move(work),
                     then = std::move(then)]() mutable {
        auto result = work();
        const auto io = self->m_stream.get_executor();
        asio::post(io, [self = std::move(self), result = std::move(result),
                        then = std::move(then)]() mutable {
            if (!self->m_context->stopping) {
                then(std::move(result));
            }
        });
    };
    asio::post(m_strand, std::move(onStrand));
}

} // namespace prosc
