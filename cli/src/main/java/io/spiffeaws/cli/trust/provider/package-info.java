/// `spiffe-aws trust provider ...`: the issuers that AWS knows.
@NullMarked
package io.spiffeaws.cli.trust.provider;

import org.jspecify.annotations.NullMarked;
