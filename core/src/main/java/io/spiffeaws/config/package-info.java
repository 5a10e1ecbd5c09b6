/// The user's configuration file: named contexts with values for options that are used often.
@NullMarked
package io.spiffeaws.config;

import org.jspecify.annotations.NullMarked;
