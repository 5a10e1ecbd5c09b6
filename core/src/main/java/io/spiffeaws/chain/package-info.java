/// Planning and applying a whole chain: read the current state, plan the changes, carry them out.
@NullMarked
package io.spiffeaws.chain;

import org.jspecify.annotations.NullMarked;
