/// The embedded test environment: SPIRE, OIDC issuer, IAM, STS and S3 in one process, with the same
/// checks as AWS.
@NullMarked
package io.spiffeaws.sandbox;

import org.jspecify.annotations.NullMarked;
