/// The rules of the house, so that they are more than a wish.
@NullMarked
package io.spiffeaws.cli.architecture;

import org.jspecify.annotations.NullMarked;
