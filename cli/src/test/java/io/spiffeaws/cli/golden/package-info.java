/// Files that are generated and checked in, and what keeps them in step.
@NullMarked
package io.spiffeaws.cli.golden;

import org.jspecify.annotations.NullMarked;
