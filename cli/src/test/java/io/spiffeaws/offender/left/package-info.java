/// A part of a package cycle.
@NullMarked
package io.spiffeaws.offender.left;

import org.jspecify.annotations.NullMarked;
