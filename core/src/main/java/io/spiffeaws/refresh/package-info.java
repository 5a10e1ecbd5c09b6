/// Values that end and are renewed ahead of that: tokens, session credentials.
@NullMarked
package io.spiffeaws.refresh;

import org.jspecify.annotations.NullMarked;
