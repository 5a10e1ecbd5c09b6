/// The command reference and the man pages, generated from the command tree.
@NullMarked
package io.spiffeaws.docs;

import org.jspecify.annotations.NullMarked;
