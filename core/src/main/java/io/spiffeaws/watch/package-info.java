/// Files that are written again whenever their contents are renewed, for programs that read tokens
/// and credentials from files.
@NullMarked
package io.spiffeaws.watch;

import org.jspecify.annotations.NullMarked;
