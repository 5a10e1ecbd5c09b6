/// Registration entries and agents of a SPIRE server, in the terms of its API.
@NullMarked
package io.spiffeaws.spire;

import org.jspecify.annotations.NullMarked;
