/// `spiffe-aws creds cache`: the sessions that `--cache` keeps.
@NullMarked
package io.spiffeaws.cli.creds.cache;

import org.jspecify.annotations.NullMarked;
