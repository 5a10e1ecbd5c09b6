/// The account IDs in options, variables and ARNs, checked before anything is called.
@NullMarked
package io.spiffeaws.account;

import org.jspecify.annotations.NullMarked;
