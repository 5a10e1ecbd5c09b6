/// The log of calls to other services, for debugging.
@NullMarked
package io.spiffeaws.call;

import org.jspecify.annotations.NullMarked;
