/// Calls of Linux's C library for which Java has no class, and what Linux tells about a process.
@NullMarked
package io.spiffeaws.system;

import org.jspecify.annotations.NullMarked;
