/// The whole chain at once: what there is, what is to be done about it, and doing it.
@NullMarked
package io.spiffeaws.chain;

import org.jspecify.annotations.NullMarked;
