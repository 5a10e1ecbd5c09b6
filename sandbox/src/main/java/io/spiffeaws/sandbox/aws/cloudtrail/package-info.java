/// The event history of CloudTrail.
@NullMarked
package io.spiffeaws.sandbox.aws.cloudtrail;

import org.jspecify.annotations.NullMarked;
