/// Sessions kept in files of the user, so that many short programs make one exchange.
@NullMarked
package io.spiffeaws.credentials.cache;

import org.jspecify.annotations.NullMarked;
