/// SPIRE's agent: the Workload API and the entitlement of callers.
@NullMarked
package io.spiffeaws.sandbox.workload;

import org.jspecify.annotations.NullMarked;
