/// Sessions cached in files of the user, so that many short programs need one exchange.
@NullMarked
package io.spiffeaws.credentials.cache;

import org.jspecify.annotations.NullMarked;
