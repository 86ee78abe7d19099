#include "app/composition_core.h"
