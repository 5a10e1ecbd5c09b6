/// The commands of `spiffe-aws s3`.
@NullMarked
package io.spiffeaws.cli.s3;

import org.jspecify.annotations.NullMarked;
