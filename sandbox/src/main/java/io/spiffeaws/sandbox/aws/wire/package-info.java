/// How AWS's services speak HTTP: requests, answers, refusals, XML and the query protocol.
@NullMarked
package io.spiffeaws.sandbox.aws.wire;

import org.jspecify.annotations.NullMarked;
