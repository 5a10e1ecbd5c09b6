/// The SPIFFE Workload API: who this process is, and the tokens that prove it.
@NullMarked
package io.spiffeaws.workload;

import org.jspecify.annotations.NullMarked;
