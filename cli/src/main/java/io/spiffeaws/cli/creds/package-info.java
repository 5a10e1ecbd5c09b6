/// `spiffe-aws creds`: AWS credentials in every form that a consumer reads.
@NullMarked
package io.spiffeaws.cli.creds;

import org.jspecify.annotations.NullMarked;
