/// One half of a cycle.
@NullMarked
package io.spiffeaws.offender.left;

import org.jspecify.annotations.NullMarked;
