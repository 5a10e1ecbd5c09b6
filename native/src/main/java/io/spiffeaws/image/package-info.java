/// Native image configuration: excludes parts of libraries that this program never uses but that
/// the image builder cannot detect as unused.
@NullMarked
package io.spiffeaws.image;

import org.jspecify.annotations.NullMarked;
