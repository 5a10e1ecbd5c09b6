/// Exchanges a token for AWS credentials (STS AssumeRoleWithWebIdentity), and explains why an
/// exchange is denied.
@NullMarked
package io.spiffeaws.sts;

import org.jspecify.annotations.NullMarked;
