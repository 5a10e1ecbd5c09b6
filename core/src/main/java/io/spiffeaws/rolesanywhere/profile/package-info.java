/// Profiles of IAM Roles Anywhere: the roles that it may assume, and the limits of their sessions.
@NullMarked
package io.spiffeaws.rolesanywhere.profile;

import org.jspecify.annotations.NullMarked;
