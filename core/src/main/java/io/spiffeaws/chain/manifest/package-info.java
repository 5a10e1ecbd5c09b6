/// The chain as a file: reads chain.yaml with line and column, and writes it.
@NullMarked
package io.spiffeaws.chain.manifest;

import org.jspecify.annotations.NullMarked;
