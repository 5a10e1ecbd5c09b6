/// AWS credentials for an X509-SVID, by CreateSession of IAM Roles Anywhere
/// (docs/dev/decisions/0020). The signing process is that of the AWS user guide, "The signing
/// process for temporary security credentials".
@NullMarked
package io.spiffeaws.rolesanywhere;

import org.jspecify.annotations.NullMarked;
