/// `spiffe-aws config`: the configuration file and its contexts.
@NullMarked
package io.spiffeaws.cli.config;

import org.jspecify.annotations.NullMarked;
