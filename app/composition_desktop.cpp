#include "app/composition_desktop.h"
