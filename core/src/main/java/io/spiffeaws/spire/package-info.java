/// Registration entries and agents of a SPIRE server, in the words of its API.
@NullMarked
package io.spiffeaws.spire;

import org.jspecify.annotations.NullMarked;
