/// The ARNs of IAM Roles Anywhere. Apart from its calls, because trust policies name trust anchors.
@NullMarked
package io.spiffeaws.rolesanywhere.arn;

import org.jspecify.annotations.NullMarked;
