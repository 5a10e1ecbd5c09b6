/// `spiffe-aws trust ...`: whom AWS lets in.
@NullMarked
package io.spiffeaws.cli.trust;

import org.jspecify.annotations.NullMarked;
