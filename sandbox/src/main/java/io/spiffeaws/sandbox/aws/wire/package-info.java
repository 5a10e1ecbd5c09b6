/// The HTTP protocol of AWS services: requests, responses, errors, XML and the query protocol.
@NullMarked
package io.spiffeaws.sandbox.aws.wire;

import org.jspecify.annotations.NullMarked;
