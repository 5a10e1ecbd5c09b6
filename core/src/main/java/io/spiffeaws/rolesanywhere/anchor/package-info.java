/// Trust anchors of IAM Roles Anywhere: the CAs whose X509-SVIDs it accepts.
@NullMarked
package io.spiffeaws.rolesanywhere.anchor;

import org.jspecify.annotations.NullMarked;
