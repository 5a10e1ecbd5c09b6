/// `spiffe-aws trust role ...`: roles that SPIFFE IDs may assume.
@NullMarked
package io.spiffeaws.cli.trust.role;

import org.jspecify.annotations.NullMarked;
