/// STS's query API: web identity, role chaining, caller identity.
@NullMarked
package io.spiffeaws.sandbox.aws.sts;

import org.jspecify.annotations.NullMarked;
