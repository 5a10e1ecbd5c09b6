/// Files that are written anew whenever what is in them is renewed, for programs that read their
/// tokens and credentials from files.
@NullMarked
package io.spiffeaws.watch;

import org.jspecify.annotations.NullMarked;
