/// The exchange of a token for AWS credentials (STS AssumeRoleWithWebIdentity), and why it is
/// refused.
@NullMarked
package io.spiffeaws.sts;

import org.jspecify.annotations.NullMarked;
