/// Kubernetes manifests for SPIRE, its OIDC discovery provider and workloads.
@NullMarked
package io.spiffeaws.render.kubernetes;

import org.jspecify.annotations.NullMarked;
