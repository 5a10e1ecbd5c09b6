/// Calls of the management API of IAM Roles Anywhere: their rate, retries and errors.
@NullMarked
package io.spiffeaws.rolesanywhere.management;

import org.jspecify.annotations.NullMarked;
