/// Rules for text that is shown to people: invisible characters, spelling, encoding.
@NullMarked
package io.spiffeaws.text;

import org.jspecify.annotations.NullMarked;
