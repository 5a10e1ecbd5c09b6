/// Durations as people write them, and the door to waiting.
@NullMarked
package io.spiffeaws.time;

import org.jspecify.annotations.NullMarked;
