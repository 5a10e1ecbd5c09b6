/// Files that are written whole or not at all.
@NullMarked
package io.spiffeaws.file;

import org.jspecify.annotations.NullMarked;
