/// Finds the operator's own AWS credentials: profiles of all kinds, IAM Identity Center, MFA,
/// container and instance.
@NullMarked
package io.spiffeaws.aws.operator;

import org.jspecify.annotations.NullMarked;
