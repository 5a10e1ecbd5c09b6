/// Trust policies and their evaluation for a web identity, and for a session of IAM Roles Anywhere.
/// Pure: no access to IAM or files.
@NullMarked
package io.spiffeaws.trust.policy;

import org.jspecify.annotations.NullMarked;
