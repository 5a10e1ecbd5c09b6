/// Edits of a trust policy for one subject. Pure: no access to IAM or files.
@NullMarked
package io.spiffeaws.trust.subject;

import org.jspecify.annotations.NullMarked;
