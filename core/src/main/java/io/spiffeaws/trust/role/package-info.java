/// IAM roles, their policies, and the update of a trust policy at IAM.
@NullMarked
package io.spiffeaws.trust.role;

import org.jspecify.annotations.NullMarked;
