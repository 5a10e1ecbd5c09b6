/// A trust policy and whether it allows a web identity. Pure: depends on neither IAM nor files.
@NullMarked
package io.spiffeaws.trust.policy;

import org.jspecify.annotations.NullMarked;
