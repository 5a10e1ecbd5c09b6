/// The commands of `spiffe-aws creds`: AWS credentials in every format that consumers read.
@NullMarked
package io.spiffeaws.cli.creds;

import org.jspecify.annotations.NullMarked;
