/// Options that several commands share.
@NullMarked
package io.spiffeaws.cli.options;

import org.jspecify.annotations.NullMarked;
