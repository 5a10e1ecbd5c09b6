/// Options that several commands share, and readers of their values.
@NullMarked
package io.spiffeaws.cli.options;

import org.jspecify.annotations.NullMarked;
