/// Files that are written atomically.
@NullMarked
package io.spiffeaws.file;

import org.jspecify.annotations.NullMarked;
