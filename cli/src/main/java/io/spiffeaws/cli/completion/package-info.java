/// What a shell completes on a spiffe-aws command line, generated from the command tree.
@NullMarked
package io.spiffeaws.cli.completion;

import org.jspecify.annotations.NullMarked;
