/// The chain as a file: what chain.yaml says, read with line and column, and written again.
@NullMarked
package io.spiffeaws.chain.manifest;

import org.jspecify.annotations.NullMarked;
