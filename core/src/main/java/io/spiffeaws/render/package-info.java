/// Files for the programs around a chain, in the forms that these take today.
@NullMarked
package io.spiffeaws.render;

import org.jspecify.annotations.NullMarked;
