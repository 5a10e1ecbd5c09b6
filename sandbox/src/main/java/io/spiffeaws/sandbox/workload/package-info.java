/// SPIRE's agent: the Workload API, and who is entitled to what by it.
@NullMarked
package io.spiffeaws.sandbox.workload;

import org.jspecify.annotations.NullMarked;
