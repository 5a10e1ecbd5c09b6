/// SPIFFE IDs, by the grammar of the SPIFFE ID standard.
@NullMarked
package io.spiffeaws.spiffe;

import org.jspecify.annotations.NullMarked;
