/// What in files of others no longer holds, and what replaces it.
@NullMarked
package io.spiffeaws.render.check;

import org.jspecify.annotations.NullMarked;
