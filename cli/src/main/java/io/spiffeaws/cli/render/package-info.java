/// The commands of `spiffe-aws render`.
@NullMarked
package io.spiffeaws.cli.render;

import org.jspecify.annotations.NullMarked;
