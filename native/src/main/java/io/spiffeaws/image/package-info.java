/// What is left out of a native image: parts of libraries that the tool never comes to, and that
/// the image builder cannot know to be idle.
@NullMarked
package io.spiffeaws.image;

import org.jspecify.annotations.NullMarked;
