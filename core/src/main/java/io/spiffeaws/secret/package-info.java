/// Values that must not be printed by accident.
@NullMarked
package io.spiffeaws.secret;

import org.jspecify.annotations.NullMarked;
