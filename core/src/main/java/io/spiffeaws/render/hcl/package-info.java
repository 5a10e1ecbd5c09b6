/// HCL 1, the language of SPIRE's configuration files: written, and read with line numbers.
@NullMarked
package io.spiffeaws.render.hcl;

import org.jspecify.annotations.NullMarked;
