/// The exchange of a certificate's signature for a role session.
///
/// These messages are known from AWS: `Untrusted certificate. Insufficient certificate`, `Untrusted
/// signing certificate`, `Certificate revoked`, `Not authorized to set roleSessionName.` and
/// `Unable to assume role for ARN`, also followed by that of a MaxSessionDuration. The other ones
/// are this sandbox's own, so a client must not depend on them.
@NullMarked
package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import org.jspecify.annotations.NullMarked;
