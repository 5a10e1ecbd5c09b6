/// Properties of known OIDC issuers: the claims that STS offers as condition keys, the claim that
/// IAM requires in a trust policy, and the form of the subjects.
@NullMarked
package io.spiffeaws.trust.issuer;

import org.jspecify.annotations.NullMarked;
