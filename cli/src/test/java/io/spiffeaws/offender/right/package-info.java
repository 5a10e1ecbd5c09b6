/// A part of a package cycle.
@NullMarked
package io.spiffeaws.offender.right;

import org.jspecify.annotations.NullMarked;
