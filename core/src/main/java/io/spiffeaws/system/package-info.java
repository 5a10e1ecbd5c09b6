/// Calls of Linux's C library for which Java has no class.
@NullMarked
package io.spiffeaws.system;

import org.jspecify.annotations.NullMarked;
