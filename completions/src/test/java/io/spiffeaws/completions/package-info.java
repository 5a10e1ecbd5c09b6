/// The completion scripts, in step with the program and alive in their shells.
@NullMarked
package io.spiffeaws.completions;

import org.jspecify.annotations.NullMarked;
