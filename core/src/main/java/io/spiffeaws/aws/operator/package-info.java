/// Finds the operator's own AWS credentials: profiles of every kind, IAM Identity Center, MFA, and
/// the machine's own.
@NullMarked
package io.spiffeaws.aws.operator;

import org.jspecify.annotations.NullMarked;
