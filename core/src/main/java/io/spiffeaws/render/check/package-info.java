/// Checks files written for earlier versions: finds deprecated settings, and names their
/// replacements.
@NullMarked
package io.spiffeaws.render.check;

import org.jspecify.annotations.NullMarked;
