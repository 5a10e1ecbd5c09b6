/// The changes that an operation made, or would make.
@NullMarked
package io.spiffeaws.change;

import org.jspecify.annotations.NullMarked;
