/// The SPIFFE Workload API: the identities of this process, and its tokens and certificates.
@NullMarked
package io.spiffeaws.workload;

import org.jspecify.annotations.NullMarked;
