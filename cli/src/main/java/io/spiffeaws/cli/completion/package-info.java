/// Completion scripts for shells, generated from the command tree.
@NullMarked
package io.spiffeaws.cli.completion;

import org.jspecify.annotations.NullMarked;
