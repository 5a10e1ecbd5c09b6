/// `spiffe-aws s3`: the end of the chain.
@NullMarked
package io.spiffeaws.cli.s3;

import org.jspecify.annotations.NullMarked;
