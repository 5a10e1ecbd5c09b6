/// IAM Roles Anywhere: sessions for holders of X.509 certificates, and the management of trust
/// anchors and profiles.
@NullMarked
package io.spiffeaws.sandbox.aws.rolesanywhere;

import org.jspecify.annotations.NullMarked;
