/// STS's query API: web identity, role chaining, who am I.
@NullMarked
package io.spiffeaws.sandbox.aws.sts;

import org.jspecify.annotations.NullMarked;
