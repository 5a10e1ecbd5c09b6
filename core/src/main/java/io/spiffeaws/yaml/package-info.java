/// YAML, read with the line and column of each piece, and written for people.
@NullMarked
package io.spiffeaws.yaml;

import org.jspecify.annotations.NullMarked;
