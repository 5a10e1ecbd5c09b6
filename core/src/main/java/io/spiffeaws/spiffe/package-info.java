/// SPIFFE IDs, as defined by the SPIFFE ID standard.
@NullMarked
package io.spiffeaws.spiffe;

import org.jspecify.annotations.NullMarked;
