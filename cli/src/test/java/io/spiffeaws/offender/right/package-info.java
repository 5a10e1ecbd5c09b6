/// One half of a cycle.
@NullMarked
package io.spiffeaws.offender.right;

import org.jspecify.annotations.NullMarked;
