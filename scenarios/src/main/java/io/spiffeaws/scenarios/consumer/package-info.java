/// An example application that uses the AWS SDK and does not know about SPIFFE.
@NullMarked
package io.spiffeaws.scenarios.consumer;

import org.jspecify.annotations.NullMarked;
