/// What is too wide in a trust policy, and what in it does nothing.
@NullMarked
package io.spiffeaws.trust.lint;

import org.jspecify.annotations.NullMarked;
