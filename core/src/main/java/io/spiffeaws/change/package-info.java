/// What an operation did, or would do, to the world.
@NullMarked
package io.spiffeaws.change;

import org.jspecify.annotations.NullMarked;
