/// Checks of the architecture rules.
@NullMarked
package io.spiffeaws.cli.architecture;

import org.jspecify.annotations.NullMarked;
