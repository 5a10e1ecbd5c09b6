/// IAM roles and their policies, and updates of trust policies in IAM.
@NullMarked
package io.spiffeaws.trust.role;

import org.jspecify.annotations.NullMarked;
