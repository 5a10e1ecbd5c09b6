/// The record of calls made to other services, for those who debug.
@NullMarked
package io.spiffeaws.call;

import org.jspecify.annotations.NullMarked;
