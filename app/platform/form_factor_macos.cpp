#include "app/platform/form_factor.h"

namespace prosc {

FormFactor formFactor()
{
    return FormFactor::Desktop; // Apple's tablets and phones run other systems
}

} // namespace prosc
