/// A program as users have them: it knows the AWS SDK, and nothing of SPIFFE.
@NullMarked
package io.spiffeaws.scenarios.consumer;

import org.jspecify.annotations.NullMarked;
