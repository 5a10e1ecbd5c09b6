/// Authentication and authorization of callers.
@NullMarked
package io.spiffeaws.sandbox.aws.identity;

import org.jspecify.annotations.NullMarked;
