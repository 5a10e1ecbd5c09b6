/// Contents of IAM Roles Anywhere: trust anchors, profiles, CRLs, subjects and tags.
@NullMarked
package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import org.jspecify.annotations.NullMarked;
