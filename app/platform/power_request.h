#pragma once

namespace prosc {

/// Asks Windows to keep the computer and its screen awake while this object lives: a locked or dark
/// screen cannot be captured. Ends with the process, however that ends.
class PowerRequest
{
public:
    /// `reason` is what `powercfg /requests` shows.
    explicit PowerRequest(const wchar_t *reason);
    ~PowerRequest();
    PowerRequest(const PowerRequest &) = delete;
    PowerRequest &operator=(const PowerRequest &) = delete;

    /// Whether Windows has granted it.
    [[nodiscard]] bool isHeld() const { return m_isHeld; }

private:
    /// A HANDLE, whose header is kept out of this one.
    void *m_request = nullptr;
    bool m_isHeld = false;
};

} // namespace prosc
