/// The embedded world: SPIRE, issuer, IAM, STS and S3 in one process, verifying what AWS verifies.
@NullMarked
package io.spiffeaws.sandbox;

import org.jspecify.annotations.NullMarked;
