/// Policy documents: reading, validating and evaluating them.
@NullMarked
package io.spiffeaws.sandbox.aws.policy;

import org.jspecify.annotations.NullMarked;
