/// Values that expire and are renewed before that: tokens, session credentials.
@NullMarked
package io.spiffeaws.refresh;

import org.jspecify.annotations.NullMarked;
