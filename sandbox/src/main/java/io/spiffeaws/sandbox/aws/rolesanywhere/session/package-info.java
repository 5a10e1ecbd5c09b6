/// The exchange of a certificate's signature for a role session.
@NullMarked
package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import org.jspecify.annotations.NullMarked;
