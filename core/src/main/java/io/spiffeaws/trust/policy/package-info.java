/// Trust policies and their evaluation for a web identity. Pure: no access to IAM or files.
@NullMarked
package io.spiffeaws.trust.policy;

import org.jspecify.annotations.NullMarked;
