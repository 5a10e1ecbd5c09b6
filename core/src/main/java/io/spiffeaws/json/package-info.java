/// JSON as an ordered, lossless tree, based on Jackson's streaming parser.
@NullMarked
package io.spiffeaws.json;

import org.jspecify.annotations.NullMarked;
