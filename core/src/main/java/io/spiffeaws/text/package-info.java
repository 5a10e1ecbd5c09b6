/// Rules for characters of text that people must be able to see.
@NullMarked
package io.spiffeaws.text;

import org.jspecify.annotations.NullMarked;
