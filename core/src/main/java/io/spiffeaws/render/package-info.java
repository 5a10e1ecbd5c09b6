/// Renders files for the programs around a chain in their current formats.
@NullMarked
package io.spiffeaws.render;

import org.jspecify.annotations.NullMarked;
