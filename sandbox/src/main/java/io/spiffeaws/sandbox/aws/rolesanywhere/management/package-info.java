/// The management API of IAM Roles Anywhere.
@NullMarked
package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import org.jspecify.annotations.NullMarked;
