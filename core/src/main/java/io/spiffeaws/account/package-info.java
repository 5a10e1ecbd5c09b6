/// Checks of account IDs in options, variables and ARNs, done before any call.
@NullMarked
package io.spiffeaws.account;

import org.jspecify.annotations.NullMarked;
