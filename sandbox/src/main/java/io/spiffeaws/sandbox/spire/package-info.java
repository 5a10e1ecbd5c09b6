/// SPIRE's server: registration entries, the attested agent, the bundle and its keys.
@NullMarked
package io.spiffeaws.sandbox.spire;

import org.jspecify.annotations.NullMarked;
