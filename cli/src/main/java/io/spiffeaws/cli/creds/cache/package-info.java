/// The commands of `spiffe-aws creds cache`.
@NullMarked
package io.spiffeaws.cli.creds.cache;

import org.jspecify.annotations.NullMarked;
