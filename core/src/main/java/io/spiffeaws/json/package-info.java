/// JSON as an ordered tree that loses nothing, over Jackson's streaming parser.
@NullMarked
package io.spiffeaws.json;

import org.jspecify.annotations.NullMarked;
