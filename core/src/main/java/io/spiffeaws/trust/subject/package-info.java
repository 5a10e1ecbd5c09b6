/// Edits of a trust policy for one subject. Pure: depends on neither IAM nor files.
@NullMarked
package io.spiffeaws.trust.subject;

import org.jspecify.annotations.NullMarked;
