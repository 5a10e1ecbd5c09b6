/// Reads YAML with the line and column of each node, and writes readable YAML.
@NullMarked
package io.spiffeaws.yaml;

import org.jspecify.annotations.NullMarked;
